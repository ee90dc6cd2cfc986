import { and, desc, eq, gte, inArray, lt, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { webhookDeliveries, webhookEvents } from "@/db/schema";
import { instantNow } from "@/lib/platform/clock";
import { PING, type SharedEvent } from "./event-store";

const deliveryColumns = {
  id: webhookDeliveries.id,
  endpointId: webhookDeliveries.endpointId,
  eventId: webhookEvents.publicId,
  eventType: webhookEvents.type,
  objectType: webhookDeliveries.objectType,
  objectId: webhookDeliveries.objectId,
  state: webhookDeliveries.state,
  attempts: webhookDeliveries.attempts,
  nextAttemptAt: webhookDeliveries.nextAttemptAt,
  responseStatus: webhookDeliveries.responseStatus,
  lastError: webhookDeliveries.lastError,
  deliveredAt: webhookDeliveries.deliveredAt,
  occurredAt: webhookEvents.occurredAt,
};

export type Delivery = Awaited<ReturnType<typeof selectDeliveries>>[number];

/** Deliveries to one endpoint, newest first; with `after` those before that one. */
export function selectDeliveries(db: Db, { endpointId, limit, after }: { endpointId: number; limit: number; after?: number }) {
  return db
    .select(deliveryColumns)
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(and(eq(webhookDeliveries.endpointId, endpointId), after === undefined ? undefined : lt(webhookDeliveries.id, after)))
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit);
}

/** One delivery; null when there is none. */
export async function readDelivery(tx: Tx, deliveryId: number): Promise<Delivery | null> {
  const [delivery] = await tx
    .select(deliveryColumns)
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(eq(webhookDeliveries.id, deliveryId));
  return delivery ?? null;
}

/** Which endpoint and event a delivery is of. Neither changes; the event may be forgotten, with the delivery. */
export async function partsOfDelivery(tx: Tx, deliveryId: number): Promise<{ endpointId: number; eventId: number } | null> {
  const [row] = await tx
    .select({ endpointId: webhookDeliveries.endpointId, eventId: webhookDeliveries.eventId })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.id, deliveryId));
  return row ?? null;
}

/** A list of deliveries to insert in one statement is cut at so many. */
const INSERT_MAX = 500;

/** Puts events on their way to endpoints, due at once, in the order of the list. */
export async function insertDeliveries(tx: Tx, deliveries: readonly { endpointId: number; event: SharedEvent }[]): Promise<void> {
  const nextAttemptAt = instantNow();
  for (let start = 0; start < deliveries.length; start += INSERT_MAX) {
    const rows = deliveries.slice(start, start + INSERT_MAX).map(({ endpointId, event }) => ({
      endpointId,
      eventId: event.id,
      objectType: event.objectType,
      objectId: event.objectId,
      state: "pending" as const,
      nextAttemptAt,
    }));
    await tx.insert(webhookDeliveries).values(rows);
  }
}

/** The newest delivery of an event to an endpoint: the one that was just made. */
export async function newestDelivery(tx: Tx, endpointId: number, eventId: number): Promise<Delivery | null> {
  const [row] = await tx
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.eventId, eventId), eq(webhookDeliveries.endpointId, endpointId)))
    .orderBy(desc(webhookDeliveries.id))
    .limit(1);
  return row ? readDelivery(tx, row.id) : null;
}

/** Gives up what is still on its way to an endpoint, and says why. */
export async function failPending(tx: Tx, endpointId: number, reason: string): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ state: "failed", lastError: reason })
    .where(and(eq(webhookDeliveries.endpointId, endpointId), eq(webhookDeliveries.state, "pending")));
}

/** Gives up the events that are on their way and happened since an instant: they are sent again, in order, by other deliveries. */
export async function replacePendingSince(tx: Tx, endpointId: number, since: Date): Promise<void> {
  const waiting = await tx
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(
      and(
        eq(webhookDeliveries.endpointId, endpointId),
        eq(webhookDeliveries.state, "pending"),
        gte(webhookEvents.occurredAt, since),
        ne(webhookEvents.objectType, PING.objectType),
      ),
    );
  if (waiting.length === 0) return;
  await tx
    .update(webhookDeliveries)
    .set({ state: "failed", lastError: "Replaced by a replay." })
    .where(inArray(webhookDeliveries.id, waiting.map(({ id }) => id)));
}
