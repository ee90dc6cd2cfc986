import type { RowDataPacket } from "mysql2";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { database } from "@/db/client";
import { auditLog, idempotencyKeys, persons } from "@/db/schema";
import { anonymous, system, type Actor } from "@/lib/core/permissions";
import { refuse, refused } from "./errors";
import { positiveMoneyInput } from "./field-schemas";
import { defineOperation, defineQuery, restart } from "./operation";
import { openInstallation, refusalOf } from "./testing";

const depositor: Actor = { id: 11, role: "depositor", sessionId: null };
const other: Actor = { id: 12, role: "depositor", sessionId: null };
const admin: Actor = { id: 13, role: "admin", sessionId: null };

const input = z.object({ amount: positiveMoneyInput(2), note: z.string().default(""), password: z.string().default("") });

/** An operation under test: it leaves one row of `persons` behind and answers with the amount. */
type Run = Parameters<typeof defineOperation<typeof input, { amount: bigint; mode: string | undefined }>>[0]["run"];

function operation(run: Run = async ({ mode }, { amount }) => ({ amount, mode }), keepsAnswer = true) {
  return defineOperation({
    name: "deposits.invest",
    input,
    keepsAnswer,
    async run(context, sent) {
      await context.tx.insert(persons).values({});
      return run(context, sent);
    },
  });
}

const countOf = async (table: typeof persons | typeof idempotencyKeys | typeof auditLog) => (await database().select({ id: table.id }).from(table)).length;

beforeAll(() => openInstallation("2026-03-02"));

beforeEach(async () => {
  await database().delete(persons);
  await database().delete(idempotencyKeys);
  await database().delete(auditLog);
});

test("401 for nobody, 403 for another role, before anything else is looked at", async () => {
  const invest = operation();
  expect((await refusalOf(invest.execute(anonymous, { amount: "abc" }))).code).toBe("authentication_required");
  expect((await refusalOf(invest.execute(admin, { amount: "abc" }))).code).toBe("permission_denied");
  const settle = defineOperation({ name: "funding.settle", input: z.object({}), run: async () => "done" });
  expect((await refusalOf(settle.execute(admin, {}))).code).toBe("permission_denied");
  expect(await settle.execute(system, {})).toBe("done");
  const query = defineQuery({ name: "deposits.list-movements", input: z.object({}), run: async ({ today }) => today });
  expect((await refusalOf(query.execute(admin, {}))).code).toBe("permission_denied");
  expect(await query.execute(depositor, {})).toBe("2026-03-02");
});

test.each([0, "0.00", -1, "-0.01", 1e30, "1e3", "abc", "", null, undefined, "2500,00", "1.005", Number.NaN, {}, [5]])(
  "400: an amount of %j is refused beside its field and changes nothing",
  async (amount) => {
    const refusal = await refusalOf(operation().execute(depositor, { amount }));
    expect([refusal.code, Object.keys(refusal.details.fields ?? {})]).toEqual(["input_invalid", ["amount"]]);
    expect([await countOf(persons), await countOf(idempotencyKeys), await countOf(auditLog)]).toEqual([0, 0, 0]);
  },
);

test.each([
  ["1,00,000.50", 10_000_050n],
  ["100,000", 10_000_000n],
  [0.1, 10n],
  [" 7 ", 700n],
])("an amount of %j is read exactly", async (amount, minor) => {
  expect((await operation().execute(depositor, { amount })).amount).toBe(minor);
});

test("400: input that is no object, or nested without end", async () => {
  for (const sent of [null, undefined, "text", 5, []]) expect((await refusalOf(operation().execute(depositor, sent))).code).toBe("input_invalid");
  const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`) as unknown;
  expect((await refusalOf(operation().execute(depositor, { amount: 5, extra: deep }))).code).toBe("input_invalid");
});

test("the same key and data give the first answer, bigint and all, and happen once", async () => {
  const invest = operation();
  const first = await invest.executeOnce(depositor, { amount: "12.50", note: "a" }, { idempotencyKey: "k" });
  const second = await invest.executeOnce(depositor, { note: "a", amount: "12.50" }, { idempotencyKey: "k" });
  expect([first.replayed, second.replayed]).toEqual([false, true]);
  expect(second.output).toEqual(first.output);
  expect(second.output.amount).toBe(1250n);
  expect([await countOf(persons), await countOf(auditLog)]).toEqual([1, 1]);
});

test("the same key sent twice at the same instant happens once", async () => {
  const invest = operation();
  const answers = await Promise.allSettled([1, 2, 3].map(() => invest.executeOnce(depositor, { amount: 5 }, { idempotencyKey: "k" })));
  // Whoever waited too long for the first is told to ask again.
  for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "idempotency_in_progress" });
  expect(answers.filter((answer) => answer.status === "fulfilled" && !answer.value.replayed)).toHaveLength(1);
  expect(await countOf(persons)).toBe(1);
});

test("409: the same key with other data; the key of somebody else is another key", async () => {
  const invest = operation();
  await invest.execute(depositor, { amount: 5 }, { idempotencyKey: "k" });
  expect((await refusalOf(invest.execute(depositor, { amount: 6 }, { idempotencyKey: "k" }))).code).toBe("idempotency_key_reused");
  await invest.execute(other, { amount: 6 }, { idempotencyKey: "k" });
  expect(await countOf(persons)).toBe(2);
});

test("409 while the first request with this key is still running", async () => {
  let finish: () => void = () => undefined;
  let begun: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (finish = resolve));
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const slow = operation(async ({ mode }, { amount }) => {
    begun();
    await gate;
    return { amount, mode };
  });
  const first = slow.execute(depositor, { amount: 5 }, { idempotencyKey: "k" });
  await hasBegun;
  const refusal = await refusalOf(slow.execute(depositor, { amount: 5 }, { idempotencyKey: "k" }));
  expect([refusal.code, refusal.details.retryAfterSeconds]).toEqual(["idempotency_in_progress", 1]);
  finish();
  await first;
  expect((await slow.executeOnce(depositor, { amount: 5 }, { idempotencyKey: "k" })).replayed).toBe(true);
});

test("who sends a key waits a second at most for another request with it; for anything else everybody waits as long as ever", async () => {
  const { $client } = database();
  // The database itself says how long it would have let the claim of the key wait.
  await $client.query("CREATE TRIGGER notes_patience BEFORE INSERT ON idempotency_keys FOR EACH ROW SET @patience = @@SESSION.innodb_lock_wait_timeout");
  const seconds: unknown[] = [];
  const watched = operation(async ({ tx, mode }, { amount }) => {
    const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT @patience AS forKey, @@SESSION.innodb_lock_wait_timeout AS afterwards");
    seconds.push(...rows);
    return { amount, mode };
  });
  await watched.execute(depositor, { amount: 5 }, { idempotencyKey: "k" });
  await watched.execute(depositor, { amount: 5 });
  await $client.query("DROP TRIGGER notes_patience");
  expect(seconds).toEqual([
    { forKey: 1, afterwards: 10 },
    { forKey: 10, afterwards: 10 },
  ]);
});

test.each(["", "with space", "ä", "x".repeat(129)])("400: %j is no idempotency key", async (idempotencyKey) => {
  expect((await refusalOf(operation().execute(depositor, { amount: 5 }, { idempotencyKey }))).code).toBe("idempotency_key_invalid");
});

test("a refusal rolls back and leaves no key: the same request may succeed later", async () => {
  let open = false;
  const invest = operation(async ({ mode }, { amount }) => (open ? { amount, mode } : refuse("insufficient_waiting_money")));
  expect((await refusalOf(invest.execute(depositor, { amount: 5 }, { idempotencyKey: "k" }))).code).toBe("insufficient_waiting_money");
  expect([await countOf(persons), await countOf(idempotencyKeys), await countOf(auditLog)]).toEqual([0, 0, 0]);
  open = true;
  await invest.execute(depositor, { amount: 5 }, { idempotencyKey: "k" });
});

test("a returned refusal keeps what was written and is audited, but leaves no key either", async () => {
  const invest = operation(async () => refused("code_wrong"));
  expect((await refusalOf(invest.execute(depositor, { amount: 5 }, { idempotencyKey: "k" }))).code).toBe("code_wrong");
  expect([await countOf(persons), await countOf(idempotencyKeys)]).toEqual([1, 0]);
  expect(await database().select({ outcome: auditLog.outcome }).from(auditLog)).toEqual([{ outcome: "code_wrong" }]);
});

test("a bug flies as it is and changes nothing", async () => {
  const invest = operation(async () => {
    throw new TypeError("a bug");
  });
  await expect(invest.execute(depositor, { amount: 5 })).rejects.toThrow(new TypeError("a bug"));
  expect([await countOf(persons), await countOf(idempotencyKeys)]).toEqual([0, 0]);
});

test("a restart rolls back, runs once more in its mode under the same key, and is replayed as one", async () => {
  const invest = operation(async ({ mode }, { amount }) => (mode === undefined ? restart("alone") : { amount, mode }));
  const first = await invest.executeOnce(depositor, { amount: 5 }, { idempotencyKey: "k" });
  expect(first).toEqual({ output: { amount: 500n, mode: "alone" }, replayed: false });
  expect(await invest.executeOnce(depositor, { amount: 5 }, { idempotencyKey: "k" })).toEqual({ ...first, replayed: true });
  expect([await countOf(persons), await countOf(auditLog)]).toEqual([1, 1]);
});

test("an operation that keeps no answer runs again under the same key and stores nothing of it", async () => {
  const secret = operation(undefined, false);
  await secret.execute(depositor, { amount: 5 }, { idempotencyKey: "k" });
  await secret.execute(depositor, { amount: 6 }, { idempotencyKey: "k" });
  expect([await countOf(persons), await countOf(idempotencyKeys)]).toEqual([2, 0]);
});

test("the audit says who did what with which input, and hides secrets", async () => {
  await operation().execute(depositor, { amount: 5, password: "secret horse 1" }, { requestId: "r-1" });
  const [row] = await database().select().from(auditLog);
  expect(row).toMatchObject({ operation: "deposits.invest", actorId: 11, actorRole: "depositor", outcome: "done", requestId: "r-1" });
  expect(row?.input).toEqual({ amount: { $bigint: "500" }, note: "", password: "[hidden]" });
});
