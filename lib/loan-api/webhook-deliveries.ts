import { z } from "zod";
import { replayDelivery } from "@/lib/webhooks/operations/replay-delivery";
import { replaySince } from "@/lib/webhooks/operations/replay-since";
import { sendTest } from "@/lib/webhooks/operations/send-test";
import { listDeliveries } from "@/lib/webhooks/queries";
import { defineEndpoint } from "./dialect";
import { idSent, pageAnswered, pageOf, pageSent } from "./fields";
import { answerOfDelivery, deliveryAnswered, deliveryExample } from "./webhook-answer";

const tag = "Webhooks";
const one = z.object({ id: idSent });
const onItsWay = { schema: z.object({ message: z.string(), delivery: deliveryAnswered }), status: 202 } as const;
const newDelivery = { ...deliveryExample, delivery_id: 119, attempts: 0, response_status: null, last_error: null };

/** GET /api/admin/webhooks/{id}/deliveries */
export const listDeliveriesEndpoint = defineEndpoint({
  id: "listWebhookDeliveries",
  method: "GET",
  path: "/api/admin/webhooks/{id}/deliveries",
  tag,
  summary: "What was sent to a webhook, and what is on its way",
  description: "The newest first.",
  permission: "webhooks.list-deliveries",
  params: one,
  query: z.object(pageSent),
  answer: { schema: z.object({ deliveries: z.array(deliveryAnswered), ...pageAnswered }), example: { deliveries: [deliveryExample], has_more: false } },
  async run({ params, query: { limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(listDeliveries, { endpointId: params.id, limit: limit + 1, after }), limit);
    return { deliveries: rows.map(answerOfDelivery), has_more };
  },
});

/** POST /api/admin/webhooks/{id}/test */
export const testWebhookEndpoint = defineEndpoint({
  id: "testWebhook",
  method: "POST",
  path: "/api/admin/webhooks/{id}/test",
  tag,
  summary: "Send a trial message",
  description: "An event of the type `ping` takes the same way as every other.",
  permission: "webhooks.send-test",
  params: one,
  isIdempotent: true,
  refusals: ["webhook_switched_off"],
  answer: { ...onItsWay, example: { message: "The trial message is on its way.", delivery: { ...newDelivery, event_type: "ping", object_type: "webhook", object_id: 2 } } },
  async run({ params }, call) {
    const { delivery } = await call.execute(sendTest, { endpointId: params.id });
    return { message: "The trial message is on its way.", delivery: answerOfDelivery(delivery) };
  },
});

/** POST /api/admin/webhooks/deliveries/{id}/replay */
export const replayDeliveryEndpoint = defineEndpoint({
  id: "replayWebhookDelivery",
  method: "POST",
  path: "/api/admin/webhooks/deliveries/{id}/replay",
  tag,
  summary: "Send one event again",
  permission: "webhooks.replay-delivery",
  params: one,
  isIdempotent: true,
  refusals: ["webhook_switched_off"],
  answer: { ...onItsWay, example: { message: "The event is on its way again.", delivery: newDelivery } },
  async run({ params }, call) {
    const { delivery } = await call.execute(replayDelivery, { deliveryId: params.id });
    return { message: "The event is on its way again.", delivery: answerOfDelivery(delivery) };
  },
});

/** POST /api/admin/webhooks/{id}/replay */
export const replayWebhookEndpoint = defineEndpoint({
  id: "replayWebhook",
  method: "POST",
  path: "/api/admin/webhooks/{id}/replay",
  tag,
  summary: "Send everything since an instant again",
  description: "Also what happened before the webhook was made; at most 10,000 events, and none that was forgotten after the days for which the bank keeps them (90 unless it sets another number). The events of one object keep their order.",
  permission: "webhooks.replay-since",
  params: one,
  body: z.object({ since: z.string({ error: "Enter an instant such as 2026-03-02T09:00:00Z." }).meta({ description: "An instant with its offset (RFC 3339).", format: "date-time" }) }),
  bodyExample: { since: "2026-03-02T00:00:00Z" },
  isIdempotent: true,
  refusals: ["webhook_switched_off"],
  answer: {
    status: 202,
    schema: z.object({ message: z.string(), events: z.number().int().meta({ description: "How many events are on their way." }) }),
    example: { message: "The events are on their way again.", events: 42 },
  },
  async run({ params, body }, call) {
    const { events } = await call.execute(replaySince, { endpointId: params.id, since: body.since });
    return { message: "The events are on their way again.", events };
  },
});
