import { invariant } from "@/lib/core/invariant";
import { env } from "@/lib/env";
import { defineOperation } from "@/lib/platform/operation";
import { checkAddress } from "../address-policy";
import { insertEndpoint, readEndpoint } from "../endpoint-store";
import { createEndpointInput } from "../schemas";
import { makeSecret } from "../secrets";

/** Begins to tell a partner's address of events. The signing secret is shown in this answer only. */
export const createEndpoint = defineOperation({
  name: "webhooks.create-endpoint",
  input: createEndpointInput,
  keepsAnswer: false,
  async run({ tx, actor }, { url, description, eventTypes }) {
    checkAddress(url, { privateAllowed: env.webhooksToPrivateAddresses });
    const { secret, sealed } = makeSecret();
    const endpointId = await insertEndpoint(tx, { createdBy: actor.id, url, description, eventTypes: [...new Set(eventTypes)], secret: sealed });
    const endpoint = await readEndpoint(tx, endpointId);
    invariant(endpoint !== null, "webhook: what was just written is there");
    return { secret, endpoint };
  },
});
