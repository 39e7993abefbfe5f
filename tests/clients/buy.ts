// Registers, logs in and buys. Usage: node built/buy.js http://127.0.0.1:8080
import { randomUUID } from "node:crypto";
import { Shop } from "./shop.js";

const shop = new Shop(process.argv[2]!);
const email = `typed.${randomUUID()}@shop.example`;
const password = "a typed client's password";

const user = await shop.call("post", "/v1/users", { body: { email, password, firstName: "Ty", lastName: "Ped" } });
const { accessToken } = await shop.call("post", "/v1/auth/token", { body: { email, password } });
const products = await shop.call("get", "/v1/products", { query: { limit: 1, sort: "-createdAt", inStock: true } });
const product = products.items[0]!;

const customer = shop.as(accessToken);
const bought = await customer.call("post", "/v1/purchases", {
  headers: { "Idempotency-Key": randomUUID() },
  body: {
    items: [{ productId: product.id, quantity: 1 }],
    payment: { method: "simulated", token: "tok_ok" },
    expectedTotal: { amount: product.price.amount, currency: "EUR" },
  },
});
const read = await customer.call("get", "/v1/purchases/{id}", { path: { id: bought.id } });

// What the document does not allow does not compile.
// @ts-expect-error there is no such path
void (() => shop.call("get", "/v1/nope"));
// @ts-expect-error a registration has no nickname
void (() => shop.call("post", "/v1/users", { body: { email, password, firstName: "Ty", lastName: "Ped", nickname: "T" } }));
// @ts-expect-error these sorts are all there are
void (() => shop.call("get", "/v1/products", { query: { sort: "colour" } }));

console.log(JSON.stringify({ isMine: read.userId === user.id, status: read.status, total: read.total.amount, price: product.price.amount }));
