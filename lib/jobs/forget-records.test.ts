import type { RowDataPacket } from "mysql2";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { database } from "@/db/client";
import { withTransaction } from "@/db/transaction";
import { anonymous, system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import { openLendingBank } from "@/lib/funding/testing";
import { register } from "@/lib/identity/operations/register";
import { resendCode } from "@/lib/identity/operations/resend-code";
import { hireAdmin, PASSWORD, signUp } from "@/lib/identity/testing";
import { findBrokenInvariants } from "@/lib/reports/invariants";
import { dispatchWebhooks } from "@/lib/webhooks/dispatcher";
import { createEndpoint } from "@/lib/webhooks/operations/create-endpoint";
import { replaySince } from "@/lib/webhooks/operations/replay-since";
import { recordEvents } from "@/lib/webhooks/steps";
import { startReceiver } from "@/lib/webhooks/testing";
import { finishEndOfDay } from "./end-of-day";
import { hasRecordsToForget } from "./forget-query";
import { forgetRecords } from "./operations/forget-records";

const DAY_MS = 86_400_000;
const receiver = await startReceiver();
let admin: Actor;
let depositor: Actor;
let endpointId: number;

/** The clock so many days on, as far as what is over is concerned; the database writes its own instants. */
const letPass = (days: number) => vi.setSystemTime(Date.now() + days * DAY_MS);
const tell = (objectId: number) => withTransaction((tx) => recordEvents(tx, [{ type: "loan.approved", objectType: "loan", objectId, facts: {} }]));
const dispatch = () => dispatchWebhooks(({ type }) => ({ type }));

async function count(table: string, condition = "1 = 1", values: unknown[] = []): Promise<number> {
  const [rows] = await database().$client.query<RowDataPacket[]>(`SELECT COUNT(*) AS count FROM ${table} WHERE ${condition}`, values);
  return Number(rows[0]?.count);
}

async function forgetAll(): Promise<void> {
  while (await hasRecordsToForget()) await forgetRecords.execute(system, {});
}

beforeAll(async () => {
  await openLendingBank("2026-03-02");
  admin = await hireAdmin("officer@example.com");
  depositor = await signUp("depositor", "meera@example.com");
  ({ endpoint: { id: endpointId } } = await createEndpoint.execute(admin, { url: receiver.url, description: "", eventTypes: [] }));
});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  await database().$client.query("DELETE FROM webhook_deliveries");
  await database().$client.query("DELETE FROM webhook_events");
  receiver.answer = () => 204;
});

afterEach(() => void vi.useRealTimers());

test("nothing is forgotten before its time, and an idle bank has nothing to do", async () => {
  await tell(1);
  await dispatch();
  const before = [await count("idempotency_keys"), await count("sessions"), await count("one_time_codes"), await count("webhook_events")];
  expect(before.every((rows) => rows > 0)).toBe(true);
  letPass(29);
  expect(await hasRecordsToForget()).toBe(false);
  expect(await forgetRecords.execute(system, {})).toEqual({ looked: 0 });
  expect([await count("idempotency_keys"), await count("sessions"), await count("one_time_codes"), await count("webhook_events")]).toEqual(before);
});

test("keys that nobody chose are forgotten, unless money moved under them; keys that somebody chose still give the first answer", async () => {
  const first = await invest.execute(depositor, { amount: "100" }, { idempotencyKey: "chosen-with-money" });
  await saveStrategy.execute(depositor, { keepAside: "5" }, { idempotencyKey: "chosen" });
  await invest.execute(depositor, { amount: "50" });
  await saveStrategy.execute(depositor, { keepAside: "1" });
  expect(await count("idempotency_keys", "idempotency_key LIKE 'made %' AND operation = 'funding.save-strategy'")).toBe(1);
  letPass(31);
  await forgetAll();
  expect(await count("idempotency_keys", "idempotency_key LIKE 'made %' AND id NOT IN (SELECT idempotency_key_id FROM journal_entries)")).toBe(0);
  expect(await count("idempotency_keys", "idempotency_key LIKE 'made %' AND operation = 'deposits.invest'")).toBe(1);
  expect(await invest.executeOnce(depositor, { amount: "100" }, { idempotencyKey: "chosen-with-money" })).toEqual({ output: first, replayed: true });
  await expect(saveStrategy.execute(depositor, { keepAside: "6" }, { idempotencyKey: "chosen" })).rejects.toMatchObject({ code: "idempotency_key_reused" });
  expect(await findBrokenInvariants(database())).toEqual([]);
});

test("codes and sessions that are over are forgotten, the first session of a login stays, one that runs goes on", async () => {
  const user = await signUp("borrower", "ravi@example.com");
  const { $client } = database();
  const opened = () => count("sessions", "user_id = ?", [user.id]);
  const now = new Date();
  const later = new Date(Date.now() + 3 * DAY_MS);
  const rows = [["web", null, now], ["bearer", null, now], ["web", "a-ticket-nobody-redeemed", now], ["web", null, later]];
  await $client.query("INSERT INTO sessions (user_id, kind, ticket_hash, expires_at) VALUES ?", [rows.map((row) => [user.id, ...row])]);
  expect(await opened()).toBe(5);
  letPass(32);
  await forgetAll();
  expect(await opened()).toBe(2);
  expect(await count("sessions", "id = ?", [user.sessionId])).toBe(1);
  expect(await count("one_time_codes", "user_id = ?", [user.id])).toBe(0);
});

test("that a login was used is not forgotten with its sessions: strangers still get no code that would prove its address", async () => {
  const { $client } = database();
  const registered = async (email: string) => (await register.execute(anonymous, { role: "borrower", email, fullName: "Asha Rao", password: PASSWORD })).userId;
  const [used, unused] = [await registered("mistyped@example.com"), await registered("never@example.com")];
  const over = new Date(Date.now() + DAY_MS);
  await $client.query("INSERT INTO sessions (user_id, kind, expires_at) VALUES ?", [[[used, "bearer", over], [used, "bearer", over]]]);
  const codesOf = (userId: number) => count("one_time_codes", "user_id = ? AND purpose = 'verify_email'", [userId]);
  letPass(40);
  await forgetAll();
  expect([await count("sessions", "user_id = ?", [used]), await codesOf(used), await codesOf(unused)]).toEqual([1, 0, 0]);
  for (const userId of [used, unused]) await resendCode.execute(anonymous, { userId });
  expect([await codesOf(used), await codesOf(unused)]).toEqual([0, 1]);
});

test("webhook events go with their deliveries after their days; what is still on its way is waited for, and then given up unsent, however much waits behind it", async () => {
  await tell(1);
  await dispatch();
  receiver.answer = () => 500;
  for (let event = 0; event < 47; event += 1) await tell(2);
  await dispatch();
  await tell(3);
  const sent = receiver.received.length;
  letPass(91);
  await forgetAll();
  expect([await count("webhook_events"), await count("webhook_deliveries")]).toEqual([48, 47]);
  expect(await hasRecordsToForget()).toBe(false);
  receiver.answer = () => 204;
  await tell(2);
  await dispatch();
  expect(await count("webhook_deliveries", "state = 'failed' AND last_error = 'Too old.'")).toBe(48);
  expect(await count("webhook_deliveries", "state = 'delivered'")).toBe(1);
  expect(receiver.received).toHaveLength(sent + 1);
  await finishEndOfDay();
  expect([await count("webhook_events"), await count("webhook_deliveries")]).toEqual([1, 1]);
});

test("one kind is forgotten a transaction, so that no key is locked while an event is waited for", async () => {
  const lata = await signUp("depositor", "lata@example.com");
  await database().$client.query("INSERT INTO sessions (user_id, kind, expires_at) VALUES (?, 'web', ?)", [lata.id, new Date()]);
  await tell(1);
  await dispatch();
  letPass(91);
  const tables = ["one_time_codes", "sessions", "idempotency_keys", "webhook_events"];
  const counted = () => Promise.all(tables.map((table) => count(table)));
  const changed: string[][] = [];
  for (let before = await counted(); await hasRecordsToForget(); before = await counted()) {
    await forgetRecords.execute(system, {});
    const after = await counted();
    changed.push(tables.filter((_, index) => after[index] !== before[index]));
  }
  expect(changed.every((each) => each.length <= 1)).toBe(true);
  expect(new Set(changed.flat())).toEqual(new Set(tables));
});

/** Events that are over, when nothing else is. */
async function insertOverEvents(howMany: number): Promise<Date> {
  letPass(91);
  await forgetAll();
  const occurredAt = new Date(Date.now() - 91 * DAY_MS);
  const rows = Array.from({ length: howMany }, (_, index) => [`evt_${occurredAt.getTime()}_${index}`, "loan.approved", "loan", index, "{}", occurredAt, occurredAt]);
  await database().$client.query("INSERT INTO webhook_events (public_id, type, object_type, object_id, facts, occurred_at, shared_out_at) VALUES ?", [rows]);
  return occurredAt;
}

test("many rows are forgotten in short transactions, by several processes at once, each row looked at once", async () => {
  await insertOverEvents(2_500);
  await forgetRecords.execute(system, {});
  expect(await count("webhook_events")).toBe(1_500);
  const runs = await Promise.all(Array.from({ length: 4 }, () => forgetRecords.execute(system, {})));
  expect(await count("webhook_events")).toBe(0);
  expect(runs.reduce((sum, { looked }) => sum + looked, 0)).toBeGreaterThanOrEqual(1_500);
  expect(await forgetRecords.execute(system, {})).toEqual({ looked: 0 });
});

test("a replay that comes while events are forgotten sends what is left of them, whole", async () => {
  const since = (await insertOverEvents(1_200)).toISOString();
  const [{ events }] = await Promise.all([replaySince.execute(admin, { endpointId, since }), forgetRecords.execute(system, {})]);
  expect([200, 1_200]).toContain(events);
  expect(await count("webhook_deliveries")).toBe(events);
  expect(await count("webhook_events")).toBe(events);
});
