import { asc, desc, eq, lt } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { webhookEndpoints } from "@/db/schema";
import type { EventType } from "./schemas";

/** What may be told of an endpoint; its secret is told once, when it is made. */
const endpointColumns = {
  id: webhookEndpoints.id,
  url: webhookEndpoints.url,
  description: webhookEndpoints.description,
  eventTypes: webhookEndpoints.eventTypes,
  enabled: webhookEndpoints.enabled,
  disabledReason: webhookEndpoints.disabledReason,
  recordedAt: webhookEndpoints.recordedAt,
};

export type WebhookEndpoint = Awaited<ReturnType<typeof selectEndpoints>>[number];

/** Endpoints, newest first; with `after` those made before that one. */
export function selectEndpoints(db: Db | Tx, { limit, after }: { limit: number; after?: number }) {
  return db
    .select(endpointColumns)
    .from(webhookEndpoints)
    .where(after === undefined ? undefined : lt(webhookEndpoints.id, after))
    .orderBy(desc(webhookEndpoints.id))
    .limit(limit);
}

/** One endpoint; null when there is none. */
export async function readEndpoint(db: Db | Tx, endpointId: number): Promise<WebhookEndpoint | null> {
  const [endpoint] = await db.select(endpointColumns).from(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId));
  return endpoint ?? null;
}

type NewEndpoint = { createdBy: number; url: string; description: string; eventTypes: EventType[]; secret: string };

export async function insertEndpoint(tx: Tx, endpoint: NewEndpoint): Promise<number> {
  const [row] = await tx.insert(webhookEndpoints).values({ ...endpoint, enabled: true }).$returningId();
  if (!row) throw new Error("The database gave no id for a webhook.");
  return row.id;
}

/**
 * Locks an endpoint with its sealed secret. Whoever gives an endpoint deliveries, or switches it off, holds this
 * lock: so deliveries are numbered in the order of their events, and none waits for an endpoint that is off.
 */
export async function lockEndpoint(tx: Tx, endpointId: number): Promise<(WebhookEndpoint & { secret: string }) | null> {
  const [endpoint] = await tx
    .select({ ...endpointColumns, secret: webhookEndpoints.secret })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, endpointId))
    .for("update");
  return endpoint ?? null;
}

/** Locks every endpoint that is switched on. */
export function lockEnabledEndpoints(tx: Tx): Promise<{ id: number; eventTypes: string[] }[]> {
  return tx
    .select({ id: webhookEndpoints.id, eventTypes: webhookEndpoints.eventTypes })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.enabled, true))
    .orderBy(asc(webhookEndpoints.id))
    .for("update");
}

type EndpointChange = Partial<{ url: string; description: string; eventTypes: EventType[]; enabled: boolean; disabledReason: string | null; secret: string }>;

export async function setEndpoint(tx: Tx, endpointId: number, change: EndpointChange): Promise<void> {
  await tx.update(webhookEndpoints).set(change).where(eq(webhookEndpoints.id, endpointId));
}
