import { invariant } from "@/lib/core/invariant";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { lockEndpoint, readEndpoint, setEndpoint } from "../endpoint-store";
import { endpointInput } from "../schemas";
import { rotateSecret as rotated } from "../secrets";

/** A new signing secret, shown in this answer only. The one so far signs beside it for another day. */
export const rotateSecret = defineOperation({
  name: "webhooks.rotate-secret",
  input: endpointInput,
  keepsAnswer: false,
  async run({ tx }, { endpointId }) {
    const { secret: sealedSoFar } = (await lockEndpoint(tx, endpointId)) ?? refuse("not_found");
    const { secret, sealed } = rotated(sealedSoFar);
    await setEndpoint(tx, endpointId, { secret: sealed });
    const endpoint = await readEndpoint(tx, endpointId);
    invariant(endpoint !== null, "webhook: what was just written is there");
    return { secret, endpoint };
  },
});
