import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { database } from "@/db/client";
import { persons, sessions, users } from "@/db/schema";
import type { EndpointCall } from "./endpoint-call";
import { refuse } from "./errors";
import { fileHandler } from "./file-handler";
import { idInput, positiveMoneyInput } from "./field-schemas";
import { defineOperation, defineQuery } from "./operation";
import { endpointsOf, type Dialect } from "./endpoint";
import { route } from "./route-handler";
import { signSessionToken } from "./session";
import { openInstallation } from "./testing";

const register = defineOperation({
  name: "identity.register",
  input: z.object({ amount: positiveMoneyInput(2), who: z.string().optional() }),
  run: async ({ tx }, { amount, who }) => {
    if (who === "deadlocked") await tx.$client.query("SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock found'");
    if (who === "kept waiting") await tx.$client.query("SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205, MESSAGE_TEXT = 'Lock wait timeout exceeded'");
    if (who === "nobody") refuse("not_found");
    if (who === "hasty") refuse("rate_limited", { retryAfterSeconds: 42 });
    if (who === "bug") throw new Error("the cause that nobody outside may read");
    return { amount };
  },
});

const dialect: Dialect = {
  readBody: (body) => body,
  refusalBody: ({ code, status, message, fields, requestId }) => ({ status, body: { error: message, code, fields, request_id: requestId } }),
  refusalSchema: z.object({ error: z.string() }),
};
const defineEndpoint = endpointsOf(dialect);

/** Facts that no test here looks at. */
const facts = { id: "x", path: "/api/x", tag: "X", summary: "x" };

const { POST: post, PUT: put } = route(
  defineEndpoint({
    ...facts,
    method: "POST",
    permission: register.name,
    body: z.object({ amount: z.union([z.number(), z.string()]), who: z.string().optional() }),
    answer: { status: 201, schema: z.object({ amount: z.string() }), example: { amount: "1" } },
    fields: { amount: "how_much" },
    run: async ({ body }, call) => ({ amount: String((await call.execute(register, body)).amount) }),
  }),
);

const context = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });

function request(body: BodyInit | null, headers: Record<string, string> = { "content-type": "application/json" }): Request {
  return new Request("http://localhost/api/x?page=2", { method: "POST", body, headers });
}

async function send(body: BodyInit | null, headers?: Record<string, string>) {
  const response = await post(request(body, headers), context());
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

let bearer = "";

beforeAll(async () => {
  await openInstallation("2026-03-02");
  const [person] = await database().insert(persons).values({}).$returningId();
  const login = { personId: person?.id ?? 0, role: "borrower", email: "a@example.com", passwordHash: "x", fullName: "Asha" } as const;
  const [user] = await database().insert(users).values(login).$returningId();
  const [session] = await database()
    .insert(sessions)
    .values({ userId: user?.id ?? 0, kind: "bearer", expiresAt: new Date(Date.now() + 60_000) })
    .$returningId();
  bearer = `Bearer ${await signSessionToken(session?.id ?? 0)}`;
});

test("success has the route's status, a request id, no caching, and exact amounts", async () => {
  const { status, headers, body } = await send('{"amount":"12345678901.25"}');
  expect([status, body]).toEqual([201, { amount: "1234567890125" }]);
  expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("the same Idempotency-Key answers again and says so", async () => {
  const headers = { "content-type": "application/json", "idempotency-key": "k-1" };
  const first = await send('{"amount":5}', headers);
  const second = await send('{"amount":5}', headers);
  expect([first.body, first.headers.get("idempotent-replayed")]).toEqual([second.body, null]);
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect(await send('{"amount":6}', headers)).toMatchObject({ status: 409, body: { code: "idempotency_key_reused" } });
});

test.each([
  { what: "malformed JSON", sent: "{", status: 400, code: "body_malformed" },
  { what: "no body", sent: null, status: 400, code: "input_invalid" },
  { what: "JSON that is no object", sent: "[1]", status: 400, code: "input_invalid" },
  { what: "null", sent: "null", status: 400, code: "input_invalid" },
  { what: "a wrong amount", sent: '{"amount":-1}', status: 400, code: "input_invalid" },
  { what: "an amount no number can hold", sent: '{"amount":1e999}', status: 400, code: "input_invalid" },
  { what: "nesting without end", sent: `{"amount":5,"x":${"[".repeat(60_000)}${"]".repeat(60_000)}}`, status: 400, code: "body_malformed" },
  { what: "a prototype in disguise", sent: '{"__proto__":{"amount":5}}', status: 400, code: "input_invalid" },
  { what: "too much", sent: `{"amount":5,"x":"${"x".repeat(300_000)}"}`, status: 413, code: "body_too_large" },
  { what: "a refusal by the operation", sent: '{"amount":5,"who":"nobody"}', status: 404, code: "not_found" },
])("a client's mistake is named, never 500: $what", async ({ sent, status, code }) => {
  const answer = await send(sent);
  expect(answer).toMatchObject({ status, body: { code, error: expect.any(String), request_id: answer.headers.get("x-request-id") } });
});

test("413 also when the length header is missing or untrue", async () => {
  const chunk = new TextEncoder().encode("x".repeat(65_536));
  let count = 0;
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => (count++ < 10 ? controller.enqueue(chunk) : controller.close()) });
  const streamed = new Request("http://localhost/api/x", { method: "POST", body: endless, duplex: "half", headers: { "content-type": "application/json" } } as RequestInit);
  expect((await post(streamed, context())).status).toBe(413);
});

test("415 for a form or plain text; JSON dialects and parameters pass", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonish", ""]) {
    expect((await send('{"amount":5}', type ? { "content-type": type } : {})).status).toBe(415);
  }
  for (const type of ["application/json; charset=utf-8", "application/problem+json", "APPLICATION/JSON"]) {
    expect((await send('{"amount":5}', { "content-type": type })).status).toBe(201);
  }
});

test("a wait is told in seconds", async () => {
  const { status, headers } = await send('{"amount":5,"who":"hasty"}');
  expect([status, headers.get("retry-after")]).toEqual([429, "42"]);
});

test.each(["deadlocked", "kept waiting"])("503, and when to ask again, when a request is %s by the database at every attempt", async (who) => {
  const { status, headers, body } = await send(JSON.stringify({ amount: 5, who }));
  expect([status, body.code, headers.get("retry-after")]).toEqual([503, "unavailable", "2"]);
});

test("500 only for a fault of ours, and its cause stays inside", async () => {
  const { status, body } = await send('{"amount":5,"who":"bug"}');
  expect([status, body.code]).toEqual([500, "internal"]);
  expect(JSON.stringify(body)).not.toContain("cause");
});

test("a refusal says which field, by the name that the client knows", async () => {
  const { body } = await send('{"amount":-1}');
  expect(body).toMatchObject({ error: "how_much: Enter an amount greater than zero.", fields: { how_much: "Enter an amount greater than zero." } });
});

test("another method is 405 with the ones that there are", async () => {
  const response = await put(request("{}"), context());
  expect([response.status, response.headers.get("allow"), await response.json()]).toMatchObject([405, "POST, OPTIONS", { code: "method_not_allowed" }]);
});

describe("reads", () => {
  const own = defineQuery({ name: "loans.get-own", input: z.object({ loanId: idInput }), run: async ({ actor }, { loanId }) => ({ loanId, role: actor.role }) });
  const answer = { schema: z.object({ loanId: z.number(), role: z.string() }), example: { loanId: 1, role: "borrower" } };
  const run = ({ params }: { params: { id: number } }, call: EndpointCall) => call.read(own, { loanId: params.id });
  const get = (isCacheable: boolean) =>
    route(defineEndpoint({ ...facts, method: "GET", permission: "loans.get-own", params: z.object({ id: idInput }), answer, isCacheable, run })).GET;
  const call = (id: string, headers: Record<string, string>, isCacheable = false) => get(isCacheable)(new Request("http://localhost/api/x", { headers }), context({ id }));

  test("a read knows who asks", async () => {
    expect((await call("7", {})).status).toBe(401);
    const found = await call("7", { authorization: bearer });
    expect([found.status, await found.json()]).toEqual([200, { loanId: 7, role: "borrower" }]);
  });

  test("an id in the address that cannot be one leads nowhere", async () => {
    for (const wrong of ["0", "-1", "1.5", "true", "7 OR 1=1", "99999999999999999"]) expect((await call(wrong, { authorization: bearer })).status).toBe(404);
  });

  test("who has the answer already is told so", async () => {
    const first = await call("7", { authorization: bearer }, true);
    const etag = first.headers.get("etag") ?? "";
    expect([first.status, first.headers.get("cache-control")]).toEqual([200, "public, no-cache"]);
    const again = await call("7", { authorization: bearer, "if-none-match": `"other", W/${etag}` }, true);
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await call("7", { authorization: bearer, "if-none-match": '"other"' }, true)).status).toBe(200);
  });
});

test("every answer tells how many calls are left; too many are 429 until the minute is over", async () => {
  const limited = (path: string) => post(new Request(`http://localhost${path}`, { method: "POST", body: "{}", headers: { "content-type": "application/json", "x-tessera-client-address": "198.51.100.7" } }), context());
  const first = await limited("/api/x");
  expect(first.headers.get("ratelimit-limit")).toBe("1200");
  expect(first.headers.get("ratelimit-remaining")).toBe("1199");
  await database().$client.query("UPDATE rate_limits SET `count` = 1200 WHERE bucket = 'calls:address:198.51.100.7'");
  // The rest of what this process had taken already is still good.
  for (let left = 19; left > 0; left -= 1) expect((await limited("/api/x")).status).toBe(400);
  const refusal = await limited("/api/x");
  expect([refusal.status, refusal.headers.get("ratelimit-remaining")]).toEqual([429, "0"]);
  expect(Number(refusal.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("a file leaves as an attachment that no browser opens", async () => {
  const query = defineQuery({
    name: "identity.open-document",
    input: z.object({}),
    run: async () => ({ fileName: 'a"b–é.pdf', contentType: "application/pdf", sizeBytes: 3, content: new Blob(["pdf"]).stream() }),
  });
  const response = await fileHandler(query)(new Request("http://localhost/documents/1", { headers: { authorization: bearer } }), context());
  expect(await response.text()).toBe("pdf");
  expect(response.headers.get("content-disposition")).toBe(`attachment; filename="a_b__.pdf"; filename*=UTF-8''a%22b%E2%80%93%C3%A9.pdf`);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect((await fileHandler(query)(new Request("http://localhost/documents/1"), context())).status).toBe(401);
});
