import { invariant } from "@/lib/core/invariant";
import { instantNow } from "@/lib/platform/clock";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { insertDeliveries, newestDelivery } from "../delivery-store";
import { lockEndpoint } from "../endpoint-store";
import { insertEvents, PING } from "../event-store";
import { endpointInput } from "../schemas";
import { makeEventId } from "../steps";

/** Sends a trial message to one webhook, on the same way as every event. Refuses `webhook_switched_off`. */
export const sendTest = defineOperation({
  name: "webhooks.send-test",
  input: endpointInput,
  async run({ tx }, { endpointId }) {
    const endpoint = (await lockEndpoint(tx, endpointId)) ?? refuse("not_found");
    if (!endpoint.enabled) refuse("webhook_switched_off");
    const ping = { ...PING, objectId: endpointId };
    const id = await insertEvents(tx, [{ ...ping, publicId: makeEventId(), facts: { endpointId }, occurredAt: instantNow() }]);
    await insertDeliveries(tx, [{ endpointId, event: { ...ping, id } }]);
    const delivery = await newestDelivery(tx, endpointId, id);
    invariant(delivery !== null, "webhook: what was just written is there");
    return { delivery };
  },
});
