// A client of the shop's API: fetch, with every path, body and answer checked against the types that its document generates.
import type { paths } from "./generated/document.js";

type Method = "get" | "post" | "put" | "patch" | "delete";
type Methods<P extends keyof paths> = { [M in Method]: paths[P][M] extends object ? M : never }[Method];
type Operation<P extends keyof paths, M extends Methods<P>> = paths[P][M];
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Sent<O> = O extends { requestBody: infer Body } ? Json<Body> : never;
type Answered<O> = O extends { responses: infer R } ? { [S in keyof R]: S extends 200 | 201 ? Json<R[S]> : never }[keyof R] : never;
type Parameters<O, In extends string> = O extends { parameters: { [K in In]?: infer Values } } ? NonNullable<Values> : never;

export type Call<O> = {
  path?: Parameters<O, "path">;
  query?: Parameters<O, "query">;
  headers?: Parameters<O, "header">;
  body?: Sent<O>;
};

export class Shop {
  constructor(private readonly address: string, private readonly token?: string) {}

  as(token: string): Shop {
    return new Shop(this.address, token);
  }

  async call<P extends keyof paths, M extends Methods<P>>(
    method: M, path: P, call: Call<Operation<P, M>> = {}): Promise<Answered<Operation<P, M>>> {
    const url = new URL(path.replace(/\{(\w+)\}/g, (_, name: string) => String(Object(call.path)[name])), this.address);
    for (const [name, value] of Object.entries(Object(call.query))) {
      url.searchParams.set(name, String(value));
    }

    const headers = new Headers(Object(call.headers));
    if (this.token !== undefined) {
      headers.set("Authorization", `Bearer ${this.token}`);
    }

    if (call.body !== undefined) {
      headers.set("Content-Type", "application/json");
    }

    const body = call.body === undefined ? null : JSON.stringify(call.body);
    const answer = await fetch(url, { method: method.toUpperCase(), headers, body });
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }

    return await answer.json() as Answered<Operation<P, M>>;
  }
}
