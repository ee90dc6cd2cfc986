import { z } from "zod";
import { createEndpoint } from "@/lib/webhooks/operations/create-endpoint";
import { rotateSecret } from "@/lib/webhooks/operations/rotate-secret";
import { updateEndpoint } from "@/lib/webhooks/operations/update-endpoint";
import { getEndpoint, listEndpoints } from "@/lib/webhooks/queries";
import { defineEndpoint } from "./dialect";
import { idSent, pageAnswered, pageOf, pageSent } from "./fields";
import { answerOfWebhook, eventTypesSent, webhookAnswered, webhookExample } from "./webhook-answer";

const tag = "Webhooks";
const one = z.object({ id: idSent });
const secretAnswered = z.string().meta({ description: "Shown this once. It verifies the signatures." });
const secretExample = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const KEEP_SECRET = "Keep the secret now: it is not shown again.";
const urlSent = z.string({ error: "Enter the address that is to be told." }).meta({ description: "https only.", example: "https://partner.example/hooks/tessera" });

/** GET /api/admin/webhooks */
export const listWebhooksEndpoint = defineEndpoint({
  id: "listWebhooks",
  method: "GET",
  path: "/api/admin/webhooks",
  tag,
  summary: "Who is told of events",
  permission: "webhooks.list-endpoints",
  query: z.object(pageSent),
  answer: { schema: z.object({ webhooks: z.array(webhookAnswered), ...pageAnswered }), example: { webhooks: [webhookExample], has_more: false } },
  async run({ query: { limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(listEndpoints, { limit: limit + 1, after }), limit);
    return { webhooks: rows.map(answerOfWebhook), has_more };
  },
});

/** POST /api/admin/webhooks */
export const createWebhookEndpoint = defineEndpoint({
  id: "createWebhook",
  method: "POST",
  path: "/api/admin/webhooks",
  tag,
  summary: "Tell an address of events",
  description: [
    "Messages are signed by the Standard Webhooks specification: `webhook-id`, `webhook-timestamp`, `webhook-signature`. Answer with a 2xx status within 10 seconds; anything else is tried again, nine times within two days.",
    "A message may arrive more than once, always with the same `webhook-id`. The events of one object arrive in the order in which they happened. 410 ends the webhook.",
  ].join("\n\n"),
  permission: "webhooks.create-endpoint",
  body: z.object({ url: urlSent, description: z.string().optional(), event_types: eventTypesSent }),
  bodyExample: { url: "https://partner.example/hooks/tessera", description: "Broker portal", event_types: ["loan.approved", "loan.disbursed"] },
  answer: {
    status: 201,
    schema: z.object({ message: z.string(), secret: secretAnswered, webhook: webhookAnswered }),
    example: { message: KEEP_SECRET, secret: secretExample, webhook: webhookExample },
  },
  async run({ body: { url, description, event_types: eventTypes } }, call) {
    const { secret, endpoint } = await call.execute(createEndpoint, { url, description, eventTypes });
    return { message: KEEP_SECRET, secret, webhook: answerOfWebhook(endpoint) };
  },
});

/** GET /api/admin/webhooks/{id} */
export const getWebhookEndpoint = defineEndpoint({
  id: "getWebhook",
  method: "GET",
  path: "/api/admin/webhooks/{id}",
  tag,
  summary: "One webhook",
  permission: "webhooks.get-endpoint",
  params: one,
  answer: { schema: z.object({ webhook: webhookAnswered }), example: { webhook: webhookExample } },
  run: async ({ params }, call) => ({ webhook: answerOfWebhook(await call.read(getEndpoint, { endpointId: params.id })) }),
});

/** PUT /api/admin/webhooks/{id} */
export const updateWebhookEndpoint = defineEndpoint({
  id: "updateWebhook",
  method: "PUT",
  path: "/api/admin/webhooks/{id}",
  tag,
  summary: "Change a webhook",
  description: "What is not named stays as it is. `enabled: false` gives up what is still on its way; what was missed can be replayed later.",
  permission: "webhooks.update-endpoint",
  params: one,
  body: z.object({
    url: urlSent.optional(),
    description: z.string().optional(),
    event_types: eventTypesSent,
    enabled: z.boolean({ error: "Say true or false." }).optional(),
  }),
  bodyExample: { event_types: [], enabled: true },
  answer: { schema: z.object({ message: z.string(), webhook: webhookAnswered }), example: { message: "The webhook is changed.", webhook: { ...webhookExample, event_types: [] } } },
  async run({ params, body: { url, description, event_types: eventTypes, enabled } }, call) {
    const { endpoint } = await call.execute(updateEndpoint, { endpointId: params.id, url, description, eventTypes, enabled });
    return { message: "The webhook is changed.", webhook: answerOfWebhook(endpoint) };
  },
});

/** DELETE /api/admin/webhooks/{id} */
export const disableWebhookEndpoint = defineEndpoint({
  id: "disableWebhook",
  method: "DELETE",
  path: "/api/admin/webhooks/{id}",
  tag,
  summary: "Switch a webhook off",
  description: "Its past stays, and it can be switched on again by `PUT`.",
  permission: "webhooks.update-endpoint",
  params: one,
  answer: {
    schema: z.object({ message: z.string(), webhook: webhookAnswered }),
    example: { message: "The webhook is switched off.", webhook: { ...webhookExample, enabled: false, disabled_reason: "Switched off by staff." } },
  },
  async run({ params }, call) {
    const { endpoint } = await call.execute(updateEndpoint, { endpointId: params.id, enabled: false });
    return { message: "The webhook is switched off.", webhook: answerOfWebhook(endpoint) };
  },
});

/** POST /api/admin/webhooks/{id}/rotate-secret */
export const rotateWebhookSecretEndpoint = defineEndpoint({
  id: "rotateWebhookSecret",
  method: "POST",
  path: "/api/admin/webhooks/{id}/rotate-secret",
  tag,
  summary: "A new signing secret",
  description: "For 24 hours messages carry two signatures, by the new secret and by the one before, so that nothing is missed.",
  permission: "webhooks.rotate-secret",
  params: one,
  answer: {
    schema: z.object({ message: z.string(), secret: secretAnswered, webhook: webhookAnswered }),
    example: { message: KEEP_SECRET, secret: secretExample, webhook: webhookExample },
  },
  async run({ params }, call) {
    const { secret, endpoint } = await call.execute(rotateSecret, { endpointId: params.id });
    return { message: KEEP_SECRET, secret, webhook: answerOfWebhook(endpoint) };
  },
});
