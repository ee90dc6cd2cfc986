import { z } from "zod";
import type { Delivery, WebhookEndpoint } from "@/lib/webhooks/queries";
import { eventTypes } from "@/lib/webhooks/schemas";
import { idAnswered, instantAnswered, instantOf } from "./fields";

/* Webhooks and their deliveries in this contract's words. */

export const webhookAnswered = z
  .object({
    webhook_id: idAnswered,
    url: z.string(),
    description: z.string(),
    event_types: z.array(z.string()).meta({ description: "The kinds of events it is told of; empty for all." }),
    enabled: z.boolean(),
    disabled_reason: z.string().nullable(),
    created_at: instantAnswered,
  })
  .meta({ id: "Webhook" });

export const webhookExample: z.input<typeof webhookAnswered> = {
  webhook_id: 2,
  url: "https://partner.example/hooks/tessera",
  description: "Broker portal",
  event_types: ["loan.approved", "loan.disbursed"],
  enabled: true,
  disabled_reason: null,
  created_at: "2026-03-02T09:30:00.000Z",
};

export const eventTypesSent = z
  .array(z.enum(eventTypes, { error: `A kind of event is one of: ${eventTypes.join(", ")}.` }), { error: "Name the kinds of events in a list." })
  .optional()
  .meta({ description: "The kinds of events to be told of; empty for all." });

export function answerOfWebhook(endpoint: WebhookEndpoint): z.input<typeof webhookAnswered> {
  return {
    webhook_id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    event_types: endpoint.eventTypes,
    enabled: endpoint.enabled,
    disabled_reason: endpoint.disabledReason,
    created_at: instantOf(endpoint.recordedAt),
  };
}

export const deliveryAnswered = z
  .object({
    delivery_id: idAnswered,
    webhook_id: idAnswered,
    event_id: z.string().meta({ description: "The `webhook-id` that the receiver sees, the same for every attempt and replay." }),
    event_type: z.string(),
    occurred_at: instantAnswered,
    object_type: z.string(),
    object_id: idAnswered,
    state: z.enum(["pending", "delivered", "failed"]),
    attempts: z.number().int(),
    next_attempt_at: instantAnswered.nullable().meta({ description: "While it is pending. An event waits for earlier ones of the same object." }),
    response_status: z.number().int().nullable().meta({ description: "What the receiver answered last." }),
    last_error: z.string().nullable(),
    delivered_at: instantAnswered.nullable(),
  })
  .meta({ id: "WebhookDelivery" });

export const deliveryExample: z.input<typeof deliveryAnswered> = {
  delivery_id: 118,
  webhook_id: 2,
  event_id: "evt_4kZ0aTq2M9sXbLr7VnYc1EwD",
  event_type: "loan.approved",
  occurred_at: "2026-03-03T10:00:00.000Z",
  object_type: "loan",
  object_id: 41,
  state: "pending",
  attempts: 1,
  next_attempt_at: "2026-03-03T10:00:05.000Z",
  response_status: 503,
  last_error: "The receiver answered 503.",
  delivered_at: null,
};

export function answerOfDelivery(delivery: Delivery): z.input<typeof deliveryAnswered> {
  return {
    delivery_id: delivery.id,
    webhook_id: delivery.endpointId,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    occurred_at: instantOf(delivery.occurredAt),
    object_type: delivery.objectType,
    object_id: delivery.objectId,
    state: delivery.state,
    attempts: delivery.attempts,
    next_attempt_at: delivery.state === "pending" ? instantOf(delivery.nextAttemptAt) : null,
    response_status: delivery.responseStatus,
    last_error: delivery.lastError,
    delivered_at: delivery.deliveredAt && instantOf(delivery.deliveredAt),
  };
}
