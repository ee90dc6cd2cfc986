import { z } from "zod";
import { scopeNames } from "@/lib/core/permissions";
import { listApiKeys, type ApiKey } from "@/lib/identity/api-key-queries";
import { createApiKey } from "@/lib/identity/operations/create-api-key";
import { revokeApiKey } from "@/lib/identity/operations/revoke-api-key";
import { defineEndpoint } from "./dialect";
import { idAnswered, idSent, instantAnswered, instantOf, pageAnswered, pageOf, pageSent } from "./fields";

const apiKeyAnswered = z
  .object({
    api_key_id: idAnswered,
    name: z.string(),
    hint: z.string().meta({ description: "How the key begins." }),
    scopes: z.array(z.enum(scopeNames)),
    created_by: z.string().meta({ description: "The admin for whom it acts." }),
    created_at: instantAnswered,
    last_used_at: instantAnswered.nullable().meta({ description: "To the minute." }),
    revoked_at: instantAnswered.nullable(),
  })
  .meta({ id: "ApiKey" });

const example: z.input<typeof apiKeyAnswered> = {
  api_key_id: 3,
  name: "Broker portal",
  hint: "tsk_8mQ2vXrT",
  scopes: ["loans:read", "loans:decide"],
  created_by: "Meera Iyer",
  created_at: "2026-03-02T09:30:00.000Z",
  last_used_at: null,
  revoked_at: null,
};

/** GET /api/admin/api-keys */
export const listApiKeysEndpoint = defineEndpoint({
  id: "listApiKeys",
  method: "GET",
  path: "/api/admin/api-keys",
  tag: "API keys",
  summary: "The keys of partner systems",
  description: "The newest first, revoked ones included. A key itself is shown once, when it is made.",
  permission: "identity.list-api-keys",
  query: z.object(pageSent),
  answer: { schema: z.object({ api_keys: z.array(apiKeyAnswered), ...pageAnswered }), example: { api_keys: [example], has_more: false } },
  async run({ query: { limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(listApiKeys, { limit: limit + 1, after }), limit);
    return { api_keys: rows.map(answerOfKey), has_more };
  },
});

/** POST /api/admin/api-keys */
export const createApiKeyEndpoint = defineEndpoint({
  id: "createApiKey",
  method: "POST",
  path: "/api/admin/api-keys",
  tag: "API keys",
  summary: "Make a key for a partner's system",
  description:
    "Send it as `Authorization: Bearer tsk_…`. It acts for the admin who makes it, as far as its scopes reach, until it is revoked or that admin is blocked. A key can never make or revoke keys.",
  permission: "identity.create-api-key",
  body: z.object({
    name: z.string({ error: "Say which system this key is for." }),
    scopes: z.array(z.enum(scopeNames, { error: `A scope is one of: ${scopeNames.join(", ")}.` }), { error: "Name the scopes of this key." }),
  }),
  bodyExample: { name: "Broker portal", scopes: ["loans:read", "loans:decide"] },
  answer: {
    status: 201,
    schema: z.object({ message: z.string(), key: z.string().meta({ description: "Shown this once." }), api_key: apiKeyAnswered }),
    example: { message: "Keep the key now: it is not shown again.", key: "tsk_8mQ2vXrTb1Zr0yN5hKd7uLwEoPc4sGaJ9iFtVxRqB2M", api_key: example },
  },
  async run({ body }, call) {
    const { key, apiKey } = await call.execute(createApiKey, body);
    return { message: "Keep the key now: it is not shown again.", key, api_key: answerOfKey(apiKey) };
  },
});

/** DELETE /api/admin/api-keys/{id} */
export const revokeApiKeyEndpoint = defineEndpoint({
  id: "revokeApiKey",
  method: "DELETE",
  path: "/api/admin/api-keys/{id}",
  tag: "API keys",
  summary: "End a key at once and for good",
  permission: "identity.revoke-api-key",
  params: z.object({ id: idSent }),
  answer: {
    schema: z.object({ message: z.string(), api_key: apiKeyAnswered }),
    example: { message: "The key is revoked.", api_key: { ...example, revoked_at: "2026-04-01T08:00:00.000Z" } },
  },
  async run({ params }, call) {
    const { apiKey } = await call.execute(revokeApiKey, { apiKeyId: params.id });
    return { message: "The key is revoked.", api_key: answerOfKey(apiKey) };
  },
});

function answerOfKey(key: ApiKey): z.input<typeof apiKeyAnswered> {
  return {
    api_key_id: key.id,
    name: key.name,
    hint: key.hint,
    scopes: key.scopes,
    created_by: key.createdBy,
    created_at: instantOf(key.recordedAt),
    last_used_at: key.lastUsedAt && instantOf(key.lastUsedAt),
    revoked_at: key.revokedAt && instantOf(key.revokedAt),
  };
}
