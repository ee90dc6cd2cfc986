import { invariant } from "@/lib/core/invariant";
import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { checkAddress } from "../address-policy";
import { failPending } from "../delivery-store";
import { lockEndpoint, readEndpoint, setEndpoint } from "../endpoint-store";
import { updateEndpointInput } from "../schemas";

const SWITCHED_OFF = "Switched off by staff.";

/**
 * Changes what is named and nothing else. A webhook that is switched off gives up what is still on its way and is
 * told of nothing; what it missed can be replayed once it is on again.
 */
export const updateEndpoint = defineOperation({
  name: "webhooks.update-endpoint",
  input: updateEndpointInput,
  async run({ tx }, { endpointId, url, description, eventTypes, enabled }) {
    const before = (await lockEndpoint(tx, endpointId)) ?? refuse("not_found");
    if (url !== undefined) checkAddress(url, { privateAllowed: env.webhooksToPrivateAddresses });
    await setEndpoint(tx, endpointId, {
      url: url ?? before.url,
      description: description ?? before.description,
      ...(eventTypes && { eventTypes: [...new Set(eventTypes)] }),
      ...switched(before.enabled, enabled ?? before.enabled),
    });
    if (before.enabled && enabled === false) await failPending(tx, endpointId, SWITCHED_OFF);
    const endpoint = await readEndpoint(tx, endpointId);
    invariant(endpoint !== null, "webhook: what was just written is there");
    return { endpoint };
  },
});

// One that is off already keeps the reason for which it was switched off.
function switched(from: boolean, to: boolean): { enabled?: boolean; disabledReason?: string | null } {
  return from === to ? {} : { enabled: to, disabledReason: to ? null : SWITCHED_OFF };
}
