import { randomBytes } from "node:crypto";
import type { Tx } from "@/db/transaction";
import { instantNow } from "@/lib/platform/clock";
import { insertEvents } from "./event-store";
import type { EventType } from "./schemas";

/** What happened to an object, and what was so then, in the words of the domain that says it. */
export type NewEvent = { type: EventType; objectType: "loan" | "deposit" | "withdrawal"; objectId: number; facts: object };

/**
 * Writes events for partners, in one statement: they leave only if the transaction that caused them commits. The object
 * must be locked, or made, in this transaction: the order of its events is the order in which they are written.
 */
export async function recordEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  await insertEvents(tx, events.map((event) => ({ ...event, publicId: makeEventId(), occurredAt: instantNow() })));
}

/** The id that a receiver tells repetitions by. */
export function makeEventId(): string {
  return `evt_${randomBytes(18).toString("base64url")}`;
}
