import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { RowDataPacket } from "mysql2";
import { database } from "@/db/client";
import { everyEndpoint } from "@/lib/api-reference/document";
import { permissions, type Role } from "@/lib/core/permissions";
import { checkInvariants } from "@/lib/reports/invariants";
import { offerProduct, openBank, signInAdmin, signUpBorrower, signUpDepositor } from "./bank";
import type { Client } from "./client";
import { documentOf, type DocumentedOperation } from "./document";

/*
 * Bad bodies, queries and headers, thousands in a run, made from the bank's own document: never a fault of the server,
 * never an answer that is not documented, never a moved balance where it said no. TESSERA_FUZZ_RUNS makes it longer.
 */
const RUNS_PER_OPERATION = Number(process.env.TESSERA_FUZZ_RUNS ?? 45);

/** These end the very sessions that the others need. */
const SPARED = new Set(["logout", "changePassword"]);

type Target = { method: string; path: string; operation: DocumentedOperation; /** Places in `callers` of those who may. */ allowed: number[] };

/** Who stands where in `callers`; after them comes one with a token that is none. */
const kinds: readonly Role[] = ["anonymous", "borrower", "depositor", "admin"];
let callers: Client[];
let targets: Target[];

beforeAll(async () => {
  const { url, client } = await openBank({ TESSERA_CALLS_PER_MINUTE: "1000000", TESSERA_SIGN_UPS_PER_HOUR: "1000000" });
  const { productId } = await offerProduct();
  const admin = (await signInAdmin(client)).client;
  const depositor = (await signUpDepositor(client, "dev@funds.example", 100_000)).client;
  const borrower = (await signUpBorrower(client, "asha@home.example")).client;
  const { body } = await borrower.post("/api/loans/apply", { loan_product_id: productId, loan_amount: 20000, tenure_months: 6 });
  const loan = body.loan as { loan_id: number };
  await admin.post(`/api/admin/loans/${loan.loan_id}/approve`);
  await admin.post(`/api/admin/loans/${loan.loan_id}/disburse`);
  callers = [client, borrower, depositor, admin, client.withToken("x".repeat(40))];
  const { paths } = await documentOf(url);
  targets = everyEndpoint.map((endpoint) => {
    const operation = paths[endpoint.path]?.[endpoint.method.toLowerCase()] as DocumentedOperation;
    const roles: readonly Role[] = permissions[endpoint.permission];
    return { method: endpoint.method, path: endpoint.path, operation, allowed: kinds.flatMap((role, index) => (roles.includes(role) ? [index] : [])) };
  });
});

/** Every posting that somebody asked for. What background settlement books in between is nobody's request. */
async function booked(): Promise<string> {
  const [rows] = await database().$client.query<RowDataPacket[]>("SELECT COUNT(*) AS entries, MAX(id) AS newest FROM journal_entries WHERE kind <> 'settlement'");
  return JSON.stringify(rows[0]);
}

const nasty = fc.constantFrom<unknown>(
  ...["", " ", "x' OR 1=1 --", "1; DROP TABLE users", "1 UNION SELECT password_hash FROM users", "<script>alert(1)</script>", "../../etc/passwd", "\u0000", "\ud800", "😀".repeat(50), "9".repeat(400), "0x10", "1e3", "NaN", "-0", "٣", "__proto__", "null"],
  ...[0, -1, 1, 0.1, 0.001, 1e21, -1e308, Number.MAX_SAFE_INTEGER, 2 ** 63, 1.005, 12, 250],
  ...[true, false, null, [], {}, [[]], { $bigint: "5" }, { toString: "x" }],
  "2026-02-31", "2026-03-02", "borrower", "Employed",
);
const junk = fc.oneof({ weight: 3, arbitrary: nasty }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) });

/** The document's own example, with none, one or more of its fields spoilt or left out, or joined by others. */
function spoilt(example: unknown): fc.Arbitrary<unknown> {
  if (typeof example !== "object" || example === null) return junk;
  const names = Object.keys(example);
  const victims = fc.oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, { weight: 4, arbitrary: fc.subarray(names, { minLength: Math.min(1, names.length), maxLength: Math.min(1, names.length) }) }, { weight: 2, arbitrary: fc.subarray(names) });
  const extra = fc.dictionary(fc.constantFrom("role", "id", "user_id", "userId", "__proto__", "constructor", "amount", "state"), junk, { maxKeys: 2 });
  const spoil = (chosen: string[]) => fc.tuple(...chosen.map((name) => fc.tuple(fc.constant(name), fc.oneof({ weight: 4, arbitrary: junk }, { weight: 1, arbitrary: fc.constant(undefined) }))));
  return fc.tuple(victims.chain(spoil), fc.option(extra, { freq: 4, nil: {} })).map(([changes, more]) => ({ ...example, ...Object.fromEntries(changes), ...more }));
}

function bodyFor(operation: DocumentedOperation): fc.Arbitrary<string | undefined> {
  const json = operation.requestBody?.content["application/json"];
  const sent = fc.oneof({ weight: 6, arbitrary: spoilt(json?.example) }, { weight: 1, arbitrary: junk }).map((value) => JSON.stringify(value));
  const text = fc.constantFrom("", "{", "[]", "null", '"x"', "\u0000", '{"a":'.repeat(40), `${"[".repeat(5_000)}`, `{"a":"${"x".repeat(270_000)}"}`, `"${'\\"'.repeat(120_000)}`);
  return fc.oneof({ weight: 8, arbitrary: sent }, { weight: 1, arbitrary: text }, { weight: 1, arbitrary: fc.constant(undefined) });
}

const printable = fc.string({ unit: fc.constantFrom(..."abcXYZ019 -_.,;:/=+*'\"<>{}%"), maxLength: 40 });
const headerFields = fc.record(
  {
    "content-type": fc.constantFrom("application/json", "application/json; charset=utf-16", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", ""),
    "idempotency-key": fc.oneof(printable, fc.constant("x".repeat(200))),
    "if-none-match": printable,
    "x-forwarded-for": fc.constantFrom("1.2.3.4", "x", "::1, ::1", "' OR 1=1"),
    accept: fc.constantFrom("*/*", "application/json", "application/xml", ""),
    "accept-language": printable,
  },
  { requiredKeys: [] },
);

function queryFor(operation: DocumentedOperation): fc.Arbitrary<string> {
  const names = (operation.parameters ?? []).filter((each) => each.in === "query").map(({ name }) => name);
  const pair = fc.tuple(fc.constantFrom(...names, "q", "user_id", "limit"), nasty).map(([name, value]) => [name, typeof value === "string" ? Buffer.from(value).toString() : JSON.stringify(value)] as [string, string]);
  return fc.array(pair, { maxLength: 3 }).map((pairs) => new URLSearchParams(pairs).toString());
}

const pathValue = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("1", "2", "3") }, { weight: 1, arbitrary: fc.constantFrom("0", "-1", "999999", "abc", "1.5", "1%20OR%201%3D1", "%00", "99999999999999999999", "1;2", "..%2f1") });

function requestFor({ path, operation, allowed }: Target) {
  // Blocking the callers themselves would turn the rest of the run into one long 401.
  const ids = operation.operationId.toLowerCase().includes("block") ? fc.constantFrom("999999", "abc") : pathValue;
  const slots = [...path.matchAll(/\{\w+\}/g)].map(() => ids);
  return fc.record({
    // Mostly somebody who may: a stranger is turned away before anything is read.
    caller: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...allowed) }, { weight: 1, arbitrary: fc.nat({ max: 4 }) }),
    values: fc.tuple(...slots),
    query: queryFor(operation),
    body: bodyFor(operation),
    headers: headerFields,
  });
}

/** How often each status was answered: a fuzz that only ever meets 401 proves nothing. */
const answered = new Map<number, number>();

test("no request that a client can send is answered with a fault, and none that is refused moves money", async () => {
  for (const target of targets) {
    if (SPARED.has(target.operation.operationId)) continue;
    await fc.assert(
      fc.asyncProperty(requestFor(target), async ({ caller, values, query, body, headers }) => {
        const rest = [...values];
        const path = target.path.replace(/\{\w+\}/g, () => String(rest.shift())) + (query === "" ? "" : `?${query}`);
        const before = await booked();
        const answer = await (callers[caller] as Client).send(target.method, path, target.method === "GET" ? { headers } : { headers, body });
        expect(answer.status, `${target.method} ${path} ${body ?? ""}`).toBeLessThan(500);
        expect(answer.headers.get("x-request-id")).toBeTruthy();
        answered.set(answer.status, (answered.get(answer.status) ?? 0) + 1);
        if (answer.status >= 400 || answer.body.status === "fail") expect(await booked(), "a refusal moved money").toBe(before);
      }),
      { numRuns: RUNS_PER_OPERATION, endOnFailure: true },
    );
  }
  for (const status of [200, 201, 400, 401, 403, 404, 413, 415]) expect(answered.get(status) ?? 0, `answers with ${status}: ${JSON.stringify([...answered])}`).toBeGreaterThan(5);
  expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
}, 600_000);
