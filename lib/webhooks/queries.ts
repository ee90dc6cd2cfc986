import { refuse } from "@/lib/platform/errors";
import { defineQuery } from "@/lib/platform/operation";
import { selectDeliveries, type Delivery } from "./delivery-store";
import { readEndpoint, selectEndpoints, type WebhookEndpoint } from "./endpoint-store";
import { endpointInput, listDeliveriesInput, listEndpointsInput } from "./schemas";

export type { Delivery, WebhookEndpoint };

/** Every webhook, newest first, those switched off included. */
export const listEndpoints = defineQuery({
  name: "webhooks.list-endpoints",
  input: listEndpointsInput,
  run: ({ db }, page): Promise<WebhookEndpoint[]> => selectEndpoints(db, page),
});

/** One webhook; `not_found` when there is none. */
export const getEndpoint = defineQuery({
  name: "webhooks.get-endpoint",
  input: endpointInput,
  run: async ({ db }, { endpointId }): Promise<WebhookEndpoint> => (await readEndpoint(db, endpointId)) ?? refuse("not_found"),
});

/** What was sent to one webhook and what is on its way, newest first. */
export const listDeliveries = defineQuery({
  name: "webhooks.list-deliveries",
  input: listDeliveriesInput,
  async run({ db }, page): Promise<Delivery[]> {
    if (!(await readEndpoint(db, page.endpointId))) refuse("not_found");
    return selectDeliveries(db, page);
  },
});
