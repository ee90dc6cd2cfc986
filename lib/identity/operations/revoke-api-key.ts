import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readApiKey, revokeKey } from "../api-key-store";
import { apiKeyInput } from "../schemas";

/** Ends a key at once and for good; a second time changes nothing. */
export const revokeApiKey = defineOperation({
  name: "identity.revoke-api-key",
  input: apiKeyInput,
  async run({ tx }, { apiKeyId }) {
    await revokeKey(tx, apiKeyId);
    return { apiKey: (await readApiKey(tx, apiKeyId)) ?? refuse("not_found") };
  },
});
