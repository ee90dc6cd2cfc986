import { assertDocumented } from "./document";

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers };
export type Sending = { body?: unknown; headers?: Record<string, string> };

/**
 * A client of the API as a partner would write one. Every answer that it gets is held against the bank's own OpenAPI
 * document: what is not documented fails the test that met it.
 */
export type Client = {
  url: string;
  send: (method: string, path: string, sending?: Sending) => Promise<Answer>;
  get: (path: string) => Promise<Answer>;
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  put: (path: string, body?: unknown) => Promise<Answer>;
  withToken: (token: string) => Client;
};

/** A client of the bank at an address; without a token it is anonymous. */
export function createClient(url: string, token?: string): Client {
  async function send(method: string, path: string, { body, headers = {} }: Sending = {}): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(url + path, {
      method,
      redirect: "manual",
      headers: {
        accept: "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : isForm || typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = { status: response.status, body: asObject(text), headers: response.headers };
    await assertDocumented(url, { method, path }, answer);
    return answer;
  }
  return {
    url,
    send,
    get: (path) => send("GET", path),
    post: (path, body, headers) => send("POST", path, { body, headers }),
    put: (path, body) => send("PUT", path, { body }),
    withToken: (other) => createClient(url, other),
  };
}

function asObject(text: string): Record<string, unknown> {
  if (text === "") return {};
  return JSON.parse(text) as Record<string, unknown>;
}
