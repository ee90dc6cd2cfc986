import { and, eq, gt, inArray, lte } from "drizzle-orm";
import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { webhookDeliveries, webhookEndpoints, webhookEvents } from "@/db/schema";
import { instantIn, instantNow } from "@/lib/platform/clock";

/** Who takes a delivery has it for so long; longer than any sending lasts. A process that dies leaves it to the next. */
const LEASE_SECONDS = 60;

/** Due, and nothing earlier of the same object is still on its way to the same endpoint. */
const dueCondition = `d.state = 'pending' AND d.next_attempt_at <= ? AND NOT EXISTS (
  SELECT 1 FROM webhook_deliveries e
  WHERE e.endpoint_id = d.endpoint_id AND e.object_type = d.object_type AND e.object_id = d.object_id AND e.id < d.id AND e.state = 'pending')`;

/** The endpoints to which something can be sent now, those that wait longest first. */
export async function endpointsWithDue(db: Db, countMax: number): Promise<number[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT d.endpoint_id AS id FROM webhook_deliveries d WHERE ${dueCondition} GROUP BY d.endpoint_id ORDER BY MIN(d.next_attempt_at) LIMIT ?`,
    [instantNow(), countMax],
  );
  return rows.map((row) => Number(row.id));
}

/** Takes deliveries of an endpoint that are due, oldest first; those that another process holds are left to it. */
export async function takeDue(tx: Tx, endpointId: number, countMax: number): Promise<DueDelivery[]> {
  const now = instantNow();
  // Looked for without locks, because a lock that is skipped must not hide the earlier delivery that makes others wait.
  const [rows] = await tx.$client.query<RowDataPacket[]>(`SELECT d.id FROM webhook_deliveries d WHERE d.endpoint_id = ? AND ${dueCondition} ORDER BY d.id LIMIT ?`, [
    endpointId,
    now,
    countMax,
  ]);
  if (rows.length === 0) return [];
  const taken = await lockStillDue(tx, rows.map((row) => Number(row.id)), now);
  for (const { id, attempts } of taken) {
    await tx.update(webhookDeliveries).set({ attempts, nextAttemptAt: instantIn(LEASE_SECONDS) }).where(eq(webhookDeliveries.id, id));
  }
  return taken;
}

export type DueDelivery = Awaited<ReturnType<typeof lockStillDue>>[number];

async function lockStillDue(tx: Tx, ids: number[], now: Date) {
  const locked = await tx
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(and(inArray(webhookDeliveries.id, ids), eq(webhookDeliveries.state, "pending"), lte(webhookDeliveries.nextAttemptAt, now)))
    .for("update", { skipLocked: true });
  if (locked.length === 0) return [];
  const rows = await tx
    .select({
      id: webhookDeliveries.id,
      endpointId: webhookDeliveries.endpointId,
      objectType: webhookDeliveries.objectType,
      objectId: webhookDeliveries.objectId,
      attempts: webhookDeliveries.attempts,
      url: webhookEndpoints.url,
      secret: webhookEndpoints.secret,
      event: { publicId: webhookEvents.publicId, type: webhookEvents.type, facts: webhookEvents.facts, occurredAt: webhookEvents.occurredAt },
    })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(inArray(webhookDeliveries.id, locked.map(({ id }) => id)))
    .orderBy(webhookDeliveries.id);
  return rows.map((row) => ({ ...row, attempts: row.attempts + 1 }));
}

// Whoever took it last decides: a slow sender whose lease was over changes nothing any more, nor one whose delivery was given up.
const stillOurs = ({ id, attempts }: DueDelivery) =>
  and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.attempts, attempts), eq(webhookDeliveries.state, "pending"));

export async function setDelivered(tx: Tx, delivery: DueDelivery, responseStatus: number): Promise<void> {
  await tx.update(webhookDeliveries).set({ state: "delivered", responseStatus, lastError: null, deliveredAt: instantNow() }).where(stillOurs(delivery));
}

type Failure = { status: number | null; reason: string };

export async function setFailed(tx: Tx, delivery: DueDelivery, { status, reason }: Failure): Promise<void> {
  await tx.update(webhookDeliveries).set({ state: "failed", responseStatus: status, lastError: reason.slice(0, 400) }).where(stillOurs(delivery));
}

/** Tries again later. What waits behind it waits as long, so that nobody looks at it again and again. */
export async function postponeDelivery(tx: Tx, delivery: DueDelivery, { seconds, status, reason }: Failure & { seconds: number }): Promise<void> {
  const nextAttemptAt = instantIn(seconds);
  const { endpointId, objectType, objectId } = delivery;
  const [result] = await tx
    .update(webhookDeliveries)
    .set({ nextAttemptAt, responseStatus: status, lastError: reason.slice(0, 400) })
    .where(stillOurs(delivery));
  if (result.affectedRows === 0) return;
  await tx
    .update(webhookDeliveries)
    .set({ nextAttemptAt })
    .where(
      and(
        eq(webhookDeliveries.endpointId, endpointId),
        eq(webhookDeliveries.objectType, objectType),
        eq(webhookDeliveries.objectId, objectId),
        eq(webhookDeliveries.state, "pending"),
        gt(webhookDeliveries.id, delivery.id),
      ),
    );
}
