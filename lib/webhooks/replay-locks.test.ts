import type { RowDataPacket } from "mysql2";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { withTransaction, type Tx } from "@/db/transaction";
import type { Actor } from "@/lib/core/permissions";
import { hireAdmin } from "@/lib/identity/testing";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { dispatchWebhooks } from "./dispatcher";
import { lockEndpoint } from "./endpoint-store";
import { createEndpoint } from "./operations/create-endpoint";
import { replayDelivery } from "./operations/replay-delivery";
import { replaySince } from "./operations/replay-since";
import { listDeliveries } from "./queries";
import { recordEvents } from "./steps";
import { startReceiver } from "./testing";

/* For what a replay waits, and what it holds meanwhile. */

const receiver = await startReceiver();
const since = "2020-01-01T00:00:00Z";
let admin: Actor;
let endpointId: number;

const record = (tx: Tx, objectId: number) => recordEvents(tx, [{ type: "loan.approved", objectType: "loan", objectId, facts: {} }]);

async function deliver(objectId: number): Promise<{ deliveryId: number; eventId: number }> {
  await withTransaction((tx) => record(tx, objectId));
  await dispatchWebhooks(({ type }) => ({ type }));
  const [delivery] = await listDeliveries.execute(admin, { endpointId, limit: 1 });
  const [rows] = await database().$client.query<RowDataPacket[]>("SELECT id FROM webhook_events WHERE public_id = ?", [delivery?.eventId]);
  return { deliveryId: delivery?.id ?? 0, eventId: Number(rows[0]?.id) };
}

/** Comes back as soon as somebody else asks for the endpoint's lock. */
async function untilSomebodyAsks(): Promise<void> {
  for (let asking = 0; asking === 0; ) {
    const [[row]] = await database().$client.query<RowDataPacket[]>(
      "SELECT COUNT(*) AS asking FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() AND info LIKE '%from `webhook_endpoints`%for update'",
    );
    asking = Number(row?.asking);
  }
}

/** Asks for a replay of one delivery while the endpoint is held, and does `work` once the replay asks for it. */
async function whileItWaits(deliveryId: number, work: (tx: Tx) => Promise<unknown>): Promise<{ attempts: number; replay: Promise<unknown> }> {
  let attempts = 0;
  let replay: Promise<unknown> = Promise.resolve();
  await withTransaction(async (tx) => {
    attempts += 1;
    await lockEndpoint(tx, endpointId);
    if (attempts === 1) replay = replayDelivery.execute(admin, { deliveryId }).catch((error: unknown) => error);
    await untilSomebodyAsks();
    await work(tx);
  });
  return { attempts, replay };
}

beforeAll(async () => {
  await openInstallation("2026-03-02");
  admin = await hireAdmin("officer@example.com");
  ({ endpoint: { id: endpointId } } = await createEndpoint.execute(admin, { url: receiver.url, description: "", eventTypes: [] }));
});

test("a replay since an instant waits for no payment whose event is only being written", async () => {
  await deliver(1);
  let attempts = 0;
  await withTransaction(async (tx) => {
    attempts += 1;
    await record(tx, 2);
    expect(await replaySince.execute(admin, { endpointId, since })).toEqual({ events: 1 });
  });
  expect(attempts).toBe(1);
});

test("a replay of one event holds nothing of it while it waits for the endpoint", async () => {
  const { deliveryId, eventId } = await deliver(3);
  const { attempts, replay } = await whileItWaits(deliveryId, (tx) => tx.$client.query("SELECT id FROM webhook_events WHERE id = ? FOR UPDATE NOWAIT", [eventId]));
  expect(attempts).toBe(1);
  expect(await replay).toMatchObject({ delivery: { state: "pending" } });
});

test("a replay of an event that is forgotten meanwhile finds nothing", async () => {
  const { deliveryId, eventId } = await deliver(4);
  const { replay } = await whileItWaits(deliveryId, async (tx) => {
    await tx.$client.query("DELETE FROM webhook_deliveries WHERE event_id = ?", [eventId]);
    await tx.$client.query("DELETE FROM webhook_events WHERE id = ?", [eventId]);
  });
  expect((await refusalOf(replay.then((error) => Promise.reject(error as Error)))).code).toBe("not_found");
});
