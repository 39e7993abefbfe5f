// A small crowd that uses the shop until it is told to stop (SIGTERM): everything that a board shows happens now and then.
// Usage: node built/checks/load.js http://127.0.0.1:8080 ADMIN_EMAIL ADMIN_PASSWORD
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

interface Answer {
  status: number;
  body: any;
}

const [, , address, adminEmail, adminPassword] = process.argv;
const password = "a password for the crowd";
const customers = 6;
const breath = 20; // ms between two calls of one customer: busy, not a benchmark
let open = true;
process.on("SIGTERM", () => (open = false));
process.on("SIGINT", () => (open = false));

async function call(method: string, path: string, token?: string, body?: unknown, key?: string): Promise<Answer> {
  await pause(breath);
  const headers = {
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(body !== undefined && { "Content-Type": "application/json" }),
    ...(key && { "Idempotency-Key": key }),
  };
  const response = await fetch(address + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : null };
}

const logIn = async (email: string, secret: string): Promise<string> =>
  (await call("POST", "/v1/auth/token", undefined, { email, password: secret })).body?.accessToken;

/** Happens in that share of all cases. */
const sometimes = (share: number): boolean => Math.random() < share;

const pay = (token: string) => ({ payment: { method: "simulated", token } });

async function product(admin: string, currency: string, initialStock: number): Promise<string> {
  const made = await call("POST", "/v1/products", admin, {
    sku: `CROWD-${randomUUID()}`,
    name: "Tea pot",
    price: { amount: 1999, currency },
    initialStock,
  });
  return made.body.id;
}

/** One customer's round: most of it sells, some of it goes wrong as it does with people. */
async function round(admin: string, products: string[], scarce: string): Promise<void> {
  const email = `crowd.${randomUUID()}@shop.example`;
  await call("POST", "/v1/users", undefined, { email, password, firstName: "Crowd", lastName: "Member" });
  if (sometimes(0.2)) {
    await logIn(email, "a wrong password");
  }
  const token = await logIn(email, password);
  for (const id of products) {
    await call("GET", "/v1/products?limit=20&sort=price");
    await call("GET", `/v1/products/${id}`);
    const key = randomUUID();
    const order = { items: [{ productId: id, quantity: 1 + Math.floor(Math.random() * 3) }] };
    const bought = await call("POST", "/v1/purchases", token, { ...order, ...pay("tok_ok") }, key);
    await call("POST", "/v1/purchases", token, { ...order, ...pay("tok_ok") }, key);
    await call("GET", `/v1/purchases/${bought.body?.id}`, token);
    await call("POST", `/v1/purchases/${bought.body?.id}/ship`, admin, {});
  }
  if (sometimes(0.3)) {
    await call("POST", "/v1/purchases", token, { items: [{ productId: scarce, quantity: 2 }], ...pay("tok_ok") });
    await call("POST", "/v1/purchases", token, { items: [{ productId: products[0], quantity: 1 }], ...pay("tok_declined") });
  }
  if (sometimes(0.03)) {
    await call("POST", "/v1/purchases", token, { items: [{ productId: products[0], quantity: 1 }], ...pay("tok_error") });
  }
  const reserved = await call("POST", "/v1/purchases", token, { items: [{ productId: products[0], quantity: 1 }] });
  await call("POST", `/v1/purchases/${reserved.body?.id}/cancel`, token, {});
  const paid = await call("POST", "/v1/purchases", token, { items: [{ productId: products[0], quantity: 1 }], ...pay("tok_ok") });
  await call("POST", `/v1/purchases/${paid.body?.id}/refund`, admin, { restock: true });
}

const admin = await logIn(adminEmail!, adminPassword!);
const products = await Promise.all(["EUR", "USD", "GBP"].map((currency) => product(admin, currency, 1_000_000)));
const scarce = await product(admin, "EUR", 1);
await product(admin, "EUR", 0);
await Promise.all(
  Array.from({ length: customers }, async () => {
    while (open) {
      await round(admin, products, scarce).catch((error) => console.error(error));
    }
  }),
);
