import { hashApiKey, makeApiKey } from "@/lib/platform/api-key";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { insertApiKey, readApiKey } from "../api-key-store";
import { createApiKeyInput } from "../schemas";

/** As many first characters as tell keys apart and help nobody to guess the rest. */
const HINT_LENGTH = 12;

/**
 * Makes a key for a partner's system. It acts for the admin who makes it, as far as its scopes reach, until it is
 * revoked or that admin is blocked. The answer is the only place in which the key is ever shown.
 */
export const createApiKey = defineOperation({
  name: "identity.create-api-key",
  input: createApiKeyInput,
  keepsAnswer: false,
  async run({ tx, actor }, { name, scopes }) {
    const key = makeApiKey();
    const made = { createdBy: actor.id, name, keyHash: hashApiKey(key), hint: key.slice(0, HINT_LENGTH), scopes: [...new Set(scopes)] };
    const apiKeyId = await insertApiKey(tx, made);
    return { key, apiKey: (await readApiKey(tx, apiKeyId)) ?? refuse("not_found") };
  },
});
