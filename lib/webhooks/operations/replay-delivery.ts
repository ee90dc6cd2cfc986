import { invariant } from "@/lib/core/invariant";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { insertDeliveries, newestDelivery, partsOfDelivery } from "../delivery-store";
import { lockEndpoint } from "../endpoint-store";
import { lockEvents } from "../event-store";
import { deliveryInput } from "../schemas";

/** Sends the event of a delivery again, to the same webhook and with the same event id. Refuses `webhook_switched_off`. */
export const replayDelivery = defineOperation({
  name: "webhooks.replay-delivery",
  input: deliveryInput,
  async run({ tx }, { deliveryId }) {
    const { endpointId, eventId } = (await partsOfDelivery(tx, deliveryId)) ?? refuse("not_found");
    const endpoint = (await lockEndpoint(tx, endpointId)) ?? refuse("not_found");
    if (!endpoint.enabled) refuse("webhook_switched_off");
    // The endpoint before the event, as everywhere.
    const [event] = await lockEvents(tx, [eventId]);
    if (!event) refuse("not_found");
    await insertDeliveries(tx, [{ endpointId, event }]);
    const delivery = await newestDelivery(tx, endpointId, eventId);
    invariant(delivery !== null, "webhook: what was just written is there");
    return { delivery };
  },
});
