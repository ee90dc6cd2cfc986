import { database } from "@/db/client";
import { withTransaction } from "@/db/transaction";
import { env } from "@/lib/env";
import { instantNow } from "@/lib/platform/clock";
import { logger } from "@/lib/platform/logger";
import { fromStableJson } from "@/lib/platform/stable-json";
import { failPending, insertDeliveries } from "./delivery-store";
import { endpointsWithDue, postponeDelivery, setDelivered, setFailed, takeDue, type DueDelivery } from "./due-store";
import { lockEnabledEndpoints, lockEndpoint, setEndpoint } from "./endpoint-store";
import { existsOpenEvent, lockOpenEvents, setSharedOut } from "./event-store";
import { eventsOverBefore } from "./forgettable";
import { postWebhook } from "./post-webhook";
import { retryDelaySeconds } from "./retry-delays";
import { signatureOf } from "./secrets";

/** Bounds of one run, so that a receiver that is slow holds up the others for seconds and not for minutes. */
const EVENTS_MAX = 200;
const ENDPOINTS_MAX = 20;
const SENDINGS_AT_ONCE = 8;
const SLICE_MS = 10_000;

const GONE = 410;

/** An event as it is told: the dialect of the API knows the words. */
export type TellableEvent = { publicId: string; type: string; facts: unknown; occurredAt: Date };

type WriteBody = (event: TellableEvent) => object;

/** Is there anything to share out or to send now? */
export async function hasWebhookWork(): Promise<boolean> {
  const db = database();
  return (await existsOpenEvent(db)) || (await endpointsWithDue(db, 1)).length > 0;
}

/**
 * Shares new events out among the endpoints that want them, then sends what is due. Several processes may do so at
 * once: each takes deliveries of its own, and sends while it holds no transaction.
 */
export async function dispatchWebhooks(writeBody: WriteBody): Promise<void> {
  await shareOutEvents();
  const until = instantNow().getTime() + SLICE_MS;
  const endpointIds = await endpointsWithDue(database(), ENDPOINTS_MAX);
  await Promise.all(endpointIds.map((endpointId) => sendToEndpoint(endpointId, until, writeBody)));
}

/** The endpoints are locked first: one process shares out at a time, so deliveries are numbered in the order of their events. */
function shareOutEvents(): Promise<void> {
  return withTransaction(async (tx) => {
    const endpoints = await lockEnabledEndpoints(tx);
    const events = await lockOpenEvents(tx, EVENTS_MAX);
    if (events.length === 0) return;
    const deliveries = events.flatMap((event) =>
      endpoints.filter(({ eventTypes }) => eventTypes.length === 0 || eventTypes.includes(event.type)).map(({ id }) => ({ endpointId: id, event })),
    );
    await insertDeliveries(tx, deliveries);
    await setSharedOut(tx, events.map(({ id }) => id));
  });
}

async function sendToEndpoint(endpointId: number, until: number, writeBody: WriteBody): Promise<void> {
  for (;;) {
    const due = await withTransaction((tx) => takeDue(tx, endpointId, SENDINGS_AT_ONCE));
    const outcomes = await Promise.all(due.map((delivery) => sendOne(delivery, writeBody)));
    const isHealthy = outcomes.every((mayHaveMore) => mayHaveMore);
    if (due.length === 0 || !isHealthy || instantNow().getTime() >= until) return;
  }
}

/** Says whether the endpoint is to be sent more now: it answered well, or was not asked. */
async function sendOne(delivery: DueDelivery, writeBody: WriteBody): Promise<boolean> {
  if (isTooOld(delivery)) {
    await withTransaction((tx) => setFailed(tx, delivery, { status: null, reason: "Too old." }));
    return true;
  }
  const answer = await post(delivery, writeBody).catch((error: unknown) => ({ status: null, reason: error instanceof Error ? error.message : String(error) }));
  const isDelivered = answer.status !== null && answer.status >= 200 && answer.status < 300;
  if (isDelivered) await withTransaction((tx) => setDelivered(tx, delivery, answer.status));
  else await noteFailure(delivery, answer);
  return isDelivered;
}

/**
 * Events of one object wait behind each other, so those to a dead receiver would be on their way for as long as there
 * are more of them. What is old enough to be forgotten is given up, for nothing newer is forgotten before it.
 */
function isTooOld({ event }: DueDelivery): boolean {
  return event.occurredAt < eventsOverBefore();
}

async function post({ event, secret, url }: DueDelivery, writeBody: WriteBody): Promise<{ status: number; reason: string }> {
  const sentAt = instantNow();
  const body = JSON.stringify(writeBody({ ...event, facts: fromStableJson(event.facts) }));
  const headers = {
    "content-type": "application/json",
    "user-agent": "Tessera-Webhooks/1",
    "webhook-id": event.publicId,
    "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
    "webhook-signature": signatureOf(secret, { id: event.publicId, sentAt, body }),
  };
  const status = await postWebhook({ url, headers, body, privateAllowed: env.webhooksToPrivateAddresses });
  return { status, reason: `The receiver answered ${status}.` };
}

async function noteFailure(delivery: DueDelivery, { status, reason }: { status: number | null; reason: string }): Promise<void> {
  logger.warn({ deliveryId: delivery.id, endpointId: delivery.endpointId, status, reason }, "a webhook was not delivered");
  if (status === GONE) return switchOff(delivery);
  const seconds = retryDelaySeconds(delivery.attempts);
  await withTransaction((tx) =>
    seconds === null ? setFailed(tx, delivery, { status, reason }) : postponeDelivery(tx, delivery, { seconds, status, reason }),
  );
}

/** 410 means that nobody is there any more and nobody will be. */
function switchOff(delivery: DueDelivery): Promise<void> {
  const reason = "The receiver answered 410 Gone.";
  return withTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, delivery.endpointId);
    await setFailed(tx, delivery, { status: GONE, reason });
    // A message to an address that was changed since says nothing about the new one.
    if (endpoint?.url !== delivery.url) return;
    await setEndpoint(tx, delivery.endpointId, { enabled: false, disabledReason: reason });
    await failPending(tx, delivery.endpointId, reason);
  });
}
