import { eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Webhook } from "standardwebhooks";
import { database } from "@/db/client";
import { webhookDeliveries, webhookEndpoints, webhookEvents } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import type { Actor } from "@/lib/core/permissions";
import { hireAdmin } from "@/lib/identity/testing";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { dispatchWebhooks, hasWebhookWork, type TellableEvent } from "./dispatcher";
import { createEndpoint } from "./operations/create-endpoint";
import { replayDelivery } from "./operations/replay-delivery";
import { replaySince } from "./operations/replay-since";
import { rotateSecret } from "./operations/rotate-secret";
import { sendTest } from "./operations/send-test";
import { updateEndpoint } from "./operations/update-endpoint";
import { getEndpoint, listDeliveries, listEndpoints } from "./queries";
import type { EventType } from "./schemas";
import { recordEvents } from "./steps";
import { letRetriesBeDue, startReceiver, type Received } from "./testing";

const receiver = await startReceiver();
let admin: Actor;

const writeBody = ({ type, facts, occurredAt }: TellableEvent) => ({ type, timestamp: occurredAt.toISOString(), data: { amount: String((facts as { amount: bigint }).amount) } });
const dispatch = () => dispatchWebhooks(writeBody);
const record = (type: EventType, objectId: number, amount = 1n) => withTransaction((tx) => recordEvents(tx, [{ type, objectType: "loan", objectId, facts: { amount } }]));
const told = () => receiver.received.map(({ body }) => (JSON.parse(body) as { data: { amount: string } }).data.amount);
const idOf = ({ headers }: Received) => String(headers["webhook-id"]);
const deliveriesTo = (endpointId: number) => listDeliveries.execute(admin, { endpointId, limit: 100 });

async function makeEndpoint(eventTypes: EventType[] = []) {
  const { secret, endpoint } = await createEndpoint.execute(admin, { url: receiver.url, description: "", eventTypes });
  return { secret, endpointId: endpoint.id };
}

function verify({ headers, body }: Received, secret: string): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

beforeAll(async () => {
  await openInstallation("2026-03-02");
  admin = await hireAdmin("officer@example.com");
});

beforeEach(async () => {
  // The clock stands still unless a test moves it: else a slow machine would come to the next attempt by itself.
  vi.useFakeTimers({ toFake: ["Date"] });
  for (const table of [webhookDeliveries, webhookEvents, webhookEndpoints]) await database().delete(table);
  receiver.received.length = 0;
  receiver.answer = () => 204;
});

afterEach(() => void vi.useRealTimers());

test("an event arrives with a signature that the specification's own library verifies", async () => {
  const { secret, endpointId } = await makeEndpoint();
  await record("loan.approved", 1, 90_071_992_547_409_93n);
  expect(await hasWebhookWork()).toBe(true);
  await dispatch();
  expect(await hasWebhookWork()).toBe(false);
  const [message] = receiver.received;
  if (!message) throw new Error("nothing arrived");
  expect(verify(message, secret)).toEqual({ type: "loan.approved", timestamp: expect.any(String) as unknown, data: { amount: "9007199254740993" } });
  expect(message.headers["content-type"]).toBe("application/json");
  expect(() => verify({ ...message, body: message.body.replace("approved", "rejected") }, secret)).toThrow();
  const [delivery] = await deliveriesTo(endpointId);
  expect(delivery).toMatchObject({ state: "delivered", attempts: 1, responseStatus: 204, eventType: "loan.approved", eventId: idOf(message), lastError: null });
});

test("an endpoint is told of the kinds that it wants, and of every kind when it names none", async () => {
  const all = await makeEndpoint();
  const some = await makeEndpoint(["loan.closed"]);
  await record("loan.applied", 1);
  await record("loan.closed", 1);
  await dispatch();
  expect((await deliveriesTo(all.endpointId)).map((each) => each.eventType)).toEqual(["loan.closed", "loan.applied"]);
  expect((await deliveriesTo(some.endpointId)).map((each) => each.eventType)).toEqual(["loan.closed"]);
});

test("an event is written in the transaction that caused it, and is gone with it", async () => {
  await makeEndpoint();
  const failed = withTransaction(async (tx) => {
    await recordEvents(tx, [{ type: "loan.closed", objectType: "loan", objectId: 1, facts: {} }]);
    throw new Error("changed my mind");
  });
  await expect(failed).rejects.toThrow("changed my mind");
  expect(await hasWebhookWork()).toBe(false);
});

test("a failure is tried again after five seconds, under the same id and a fresh signature", async () => {
  const { secret, endpointId } = await makeEndpoint();
  await record("loan.approved", 1);
  receiver.answer = () => 500;
  await dispatch();
  expect(await hasWebhookWork()).toBe(false);
  const [waiting] = await deliveriesTo(endpointId);
  expect(waiting).toMatchObject({ state: "pending", attempts: 1, responseStatus: 500, lastError: "The receiver answered 500." });
  vi.setSystemTime(Date.now() + 4_999);
  expect(await hasWebhookWork()).toBe(false);
  vi.setSystemTime(Date.now() + 1);
  expect(await hasWebhookWork()).toBe(true);

  receiver.answer = () => 200;
  await dispatch();
  expect((await deliveriesTo(endpointId))[0]).toMatchObject({ state: "delivered", attempts: 2 });
  expect(new Set(receiver.received.map(idOf)).size).toBe(1);
  for (const message of receiver.received) verify(message, secret);
});

test("of one object the later waits while the earlier fails; other objects do not", async () => {
  await makeEndpoint();
  await record("loan.applied", 1, 1n);
  await record("loan.approved", 1, 2n);
  await record("loan.applied", 2, 3n);
  receiver.answer = ({ body }) => (body.includes('"1"') ? 503 : 200);
  await dispatch();
  expect(told().sort()).toEqual(["1", "3"]);
  expect(await hasWebhookWork()).toBe(false);

  receiver.answer = () => 200;
  await letRetriesBeDue();
  await dispatch();
  expect(told().slice(2)).toEqual(["1", "2"]);
});

test("after the tenth failure a delivery is given up, and the next one of the object goes", async () => {
  const { endpointId } = await makeEndpoint();
  await record("loan.applied", 1, 1n);
  await record("loan.approved", 1, 2n);
  receiver.answer = ({ body }) => (body.includes('"1"') ? 500 : 200);
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await letRetriesBeDue();
    await dispatch();
  }
  await letRetriesBeDue();
  await dispatch();
  const [second, first] = await deliveriesTo(endpointId);
  expect(first).toMatchObject({ state: "failed", attempts: 10, lastError: "The receiver answered 500." });
  expect(second).toMatchObject({ state: "delivered", attempts: 1 });
});

test("several processes at once send each event once, and of each object in order", async () => {
  await makeEndpoint();
  for (let amount = 1n; amount <= 30n; amount += 1n) await record("loan.repayment_received", Number(amount % 3n), amount);
  while (await hasWebhookWork()) await Promise.all([dispatch(), dispatch(), dispatch()]);
  expect(told().map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  for (const object of [0, 1, 2]) {
    const ofObject = told().map(Number).filter((amount) => amount % 3 === object);
    expect(ofObject).toEqual([...ofObject].sort((a, b) => a - b));
  }
});

test("what another process has taken is left to it until its time is over", async () => {
  const { endpointId } = await makeEndpoint();
  await record("loan.applied", 1);
  await dispatch();
  const [delivery] = await deliveriesTo(endpointId);
  // As if that process had died after taking it.
  await database()
    .update(webhookDeliveries)
    .set({ state: "pending", attempts: 1, nextAttemptAt: new Date(Date.now() + 60_000) })
    .where(eq(webhookDeliveries.id, delivery?.id ?? 0));
  await dispatch();
  expect(receiver.received).toHaveLength(1);
  await letRetriesBeDue();
  await dispatch();
  expect(receiver.received).toHaveLength(2);
});

test("410 switches the webhook off, and what was on its way is given up", async () => {
  const { endpointId } = await makeEndpoint();
  await record("loan.applied", 1);
  await record("loan.approved", 1);
  receiver.answer = () => 410;
  await dispatch();
  await record("loan.disbursed", 1);
  await dispatch();
  expect(receiver.received).toHaveLength(1);
  expect(await getEndpoint.execute(admin, { endpointId })).toMatchObject({ enabled: false, disabledReason: "The receiver answered 410 Gone." });
  expect((await deliveriesTo(endpointId)).map((each) => each.state)).toEqual(["failed", "failed"]);
  expect(await hasWebhookWork()).toBe(false);
  expect((await refusalOf(sendTest.execute(admin, { endpointId }))).code).toBe("webhook_switched_off");
});

test("a webhook that staff switches off is told of nothing, and on again of what happens from then on", async () => {
  const { endpointId } = await makeEndpoint();
  receiver.answer = () => 500;
  await record("loan.applied", 1, 1n);
  await dispatch();
  await updateEndpoint.execute(admin, { endpointId, enabled: false });
  await record("loan.approved", 1, 2n);
  await letRetriesBeDue();
  await dispatch();
  expect(told()).toEqual(["1"]);
  receiver.answer = () => 200;
  const { endpoint } = await updateEndpoint.execute(admin, { endpointId, enabled: true });
  expect(endpoint).toMatchObject({ enabled: true, disabledReason: null });
  await record("loan.disbursed", 1, 3n);
  await dispatch();
  expect(told()).toEqual(["1", "3"]);
});

describe("replay", () => {
  test("sends one event again under its own id", async () => {
    const { endpointId } = await makeEndpoint();
    await record("loan.applied", 1);
    await dispatch();
    const [delivery] = await deliveriesTo(endpointId);
    const again = await replayDelivery.execute(admin, { deliveryId: delivery?.id });
    expect(again.delivery).toMatchObject({ state: "pending", attempts: 0, eventId: delivery?.eventId });
    await dispatch();
    expect(receiver.received.map(idOf)).toEqual([delivery?.eventId, delivery?.eventId]);
    expect((await refusalOf(replayDelivery.execute(admin, { deliveryId: 999_999 }))).code).toBe("not_found");
  });

  test("since an instant sends everything that is wanted in order, also from before the webhook was made", async () => {
    await record("loan.applied", 1, 1n);
    await record("deposit.confirmed", 1, 2n);
    await dispatch();
    const { endpointId } = await makeEndpoint(["loan.applied", "loan.approved"]);
    await record("loan.approved", 1, 3n);
    receiver.answer = () => 500;
    await dispatch();
    receiver.answer = () => 200;
    receiver.received.length = 0;
    // The one that still waits is replaced, so that it does not come before what happened earlier.
    expect(await replaySince.execute(admin, { endpointId, since: "2020-01-01T00:00:00+05:30" })).toEqual({ events: 2 });
    await dispatch();
    await letRetriesBeDue();
    await dispatch();
    expect(told()).toEqual(["1", "3"]);
    expect(await replaySince.execute(admin, { endpointId, since: new Date(Date.now() + 60_000).toISOString() })).toEqual({ events: 0 });
    expect((await refusalOf(replaySince.execute(admin, { endpointId, since: "yesterday" }))).details.fields).toHaveProperty("since");
  });
});

test("a trial message takes the way of every other, to this webhook only", async () => {
  const { endpointId, secret } = await makeEndpoint(["loan.closed"]);
  const other = await makeEndpoint();
  await sendTest.execute(admin, { endpointId });
  await dispatchWebhooks(({ type }) => ({ type }));
  expect(receiver.received.map((message) => verify(message, secret))).toEqual([{ type: "ping" }]);
  expect(await deliveriesTo(other.endpointId)).toEqual([]);
});

test("after a rotation both secrets verify for a day, then only the new one", async () => {
  const { endpointId, secret: before } = await makeEndpoint();
  const { secret: after } = await rotateSecret.execute(admin, { endpointId });
  expect(after).not.toBe(before);
  await record("loan.applied", 1);
  await dispatch();
  const [message] = receiver.received;
  if (!message) throw new Error("nothing arrived");
  for (const secret of [before, after]) verify(message, secret);
  const { secret: last } = await rotateSecret.execute(admin, { endpointId });
  await record("loan.approved", 1);
  await dispatch();
  const [, second] = receiver.received;
  if (!second) throw new Error("nothing arrived");
  for (const secret of [after, last]) verify(second, secret);
  expect(() => verify(second, before)).toThrow();
});

test("a secret that can no longer be read fails with the reason, and a new one mends it", async () => {
  const { endpointId } = await makeEndpoint();
  await database().update(webhookEndpoints).set({ secret: "v1.sealed-under-another-secret" });
  await record("loan.applied", 1);
  await dispatch();
  expect((await deliveriesTo(endpointId))[0]).toMatchObject({ state: "pending", lastError: "The signing secret can no longer be read. Make a new one." });
  const { secret } = await rotateSecret.execute(admin, { endpointId });
  await letRetriesBeDue();
  await dispatch();
  expect(receiver.received.map((message) => verify(message, secret))).toHaveLength(1);
});

test("a secret is shown when it is made, and lies in no list and not open in the database", async () => {
  const { secret } = await makeEndpoint();
  const [row] = await database().select().from(webhookEndpoints);
  expect(row?.secret).toMatch(/^v1\./);
  const listed = await listEndpoints.execute(admin, { limit: 10 });
  expect(JSON.stringify([row, listed])).not.toContain(secret.slice(6));
  expect(Object.keys(listed[0] ?? {})).not.toContain("secret");
});

test("an address that is none, or carries a password, is refused beside its field", async () => {
  for (const url of ["", "partner.example", "ftp://partner.example", "https://user:pass@partner.example/", "javascript:alert(1)", `https://x.example/${"x".repeat(500)}`, 7, null]) {
    const refusal = await refusalOf(createEndpoint.execute(admin, { url, eventTypes: [] }));
    expect([refusal.code, Object.keys(refusal.details.fields ?? {})]).toEqual(["input_invalid", ["url"]]);
  }
  expect((await refusalOf(createEndpoint.execute(admin, { url: "http://8.8.8.8/" }))).details.fields).toHaveProperty("url");
  expect((await refusalOf(createEndpoint.execute(admin, { url: receiver.url, eventTypes: ["loan.lost"] }))).code).toBe("input_invalid");
});
