import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { insertDeliveries, replacePendingSince } from "../delivery-store";
import { lockEndpoint } from "../endpoint-store";
import { lockEvents, readEventIdsSince } from "../event-store";
import { replaySinceInput } from "../schemas";

/** One replay puts so many events on their way, at most. */
const EVENTS_MAX = 10_000;

/**
 * Sends everything that happened since an instant to a webhook, also what was delivered before and what happened
 * before the webhook was made; of each object in order. Refuses `webhook_switched_off`.
 */
export const replaySince = defineOperation({
  name: "webhooks.replay-since",
  input: replaySinceInput,
  async run({ tx }, { endpointId, since }) {
    const endpoint = (await lockEndpoint(tx, endpointId)) ?? refuse("not_found");
    if (!endpoint.enabled) refuse("webhook_switched_off");
    const eventIds = await readEventIdsSince(tx, { since, types: endpoint.eventTypes, limit: EVENTS_MAX + 1 });
    if (eventIds.length > EVENTS_MAX) refuse("input_invalid", { fields: { since: "More than 10,000 events happened since then. Choose a later instant." } });
    const events = await lockEvents(tx, eventIds);
    await replacePendingSince(tx, endpointId, since);
    await insertDeliveries(tx, events.map((event) => ({ endpointId, event })));
    return { events: events.length };
  },
});
