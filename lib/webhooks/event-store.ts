import { and, asc, gte, inArray, isNotNull, isNull, ne, type SQL } from "drizzle-orm";
import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { webhookEvents } from "@/db/schema";
import { instantNow } from "@/lib/platform/clock";
import { toStableJson } from "@/lib/platform/stable-json";

/** A trial message: it concerns nothing but the webhook itself. */
export const PING = { type: "ping", objectType: "webhook" } as const;

type NewEventRow = { publicId: string; type: string; objectType: string; objectId: number; facts: object; occurredAt: Date };

/** Writes events in one statement, because it is part of every repayment; answers the id of the first. */
export async function insertEvents(tx: Tx, events: readonly NewEventRow[]): Promise<number> {
  // A trial is for one endpoint, which is given it at once.
  const sharedOutAt = ({ type, occurredAt }: NewEventRow) => (type === PING.type ? occurredAt : null);
  const rows = events.map((event) => [
    event.publicId,
    event.type,
    event.objectType,
    event.objectId,
    toStableJson(event.facts),
    event.occurredAt,
    sharedOutAt(event),
  ]);
  const [result] = await tx.$client.query<ResultSetHeader>(
    "INSERT INTO webhook_events (public_id, type, object_type, object_id, facts, occurred_at, shared_out_at) VALUES ?",
    [rows],
  );
  return Number(result.insertId);
}

/** What is shared out of an event. */
export type SharedEvent = { id: number; type: string; objectType: string; objectId: number };

const sharedColumns = { id: webhookEvents.id, type: webhookEvents.type, objectType: webhookEvents.objectType, objectId: webhookEvents.objectId };

export async function existsOpenEvent(db: Db): Promise<boolean> {
  const rows = await db.select({ id: webhookEvents.id }).from(webhookEvents).where(isNull(webhookEvents.sharedOutAt)).limit(1);
  return rows.length > 0;
}

/** Locks the oldest events that were not shared out yet. */
export function lockOpenEvents(tx: Tx, countMax: number): Promise<SharedEvent[]> {
  return tx
    .select(sharedColumns)
    .from(webhookEvents)
    .where(isNull(webhookEvents.sharedOutAt))
    .orderBy(asc(webhookEvents.id))
    .limit(countMax)
    .for("update", { skipLocked: true });
}

export async function setSharedOut(tx: Tx, eventIds: number[]): Promise<void> {
  await tx.update(webhookEvents).set({ sharedOutAt: instantNow() }).where(inArray(webhookEvents.id, eventIds));
}

/**
 * The ids of the events since an instant that were shared out, oldest first; only of these types, unless the list is
 * empty. Without locks: a lock would wait for payments whose events are only being written, which are not asked for.
 */
export async function readEventIdsSince(tx: Tx, { since, types, limit }: { since: Date; types: string[]; limit: number }): Promise<number[]> {
  const ofTypes: SQL | undefined = types.length > 0 ? inArray(webhookEvents.type, types) : undefined;
  const rows = await tx
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(gte(webhookEvents.occurredAt, since), isNotNull(webhookEvents.sharedOutAt), ne(webhookEvents.objectType, PING.objectType), ofTypes))
    .orderBy(asc(webhookEvents.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Locks these events, ids ascending, and no row besides, so that none is forgotten meanwhile. Those that are gone are left out. */
export async function lockEvents(tx: Tx, eventIds: readonly number[]): Promise<SharedEvent[]> {
  if (eventIds.length === 0) return [];
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT e.id, e.type, e.object_type, e.object_id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) v
     STRAIGHT_JOIN webhook_events e FORCE INDEX (PRIMARY) ON e.id = v.id FOR UPDATE`,
    [JSON.stringify(eventIds)],
  );
  return rows.map((row) => ({ id: Number(row.id), type: String(row.type), objectType: String(row.object_type), objectId: Number(row.object_id) }));
}
