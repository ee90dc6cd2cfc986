"use server";

import { createApiKey } from "@/lib/identity/operations/create-api-key";
import { revokeApiKey } from "@/lib/identity/operations/revoke-api-key";
import { serverAction } from "@/lib/platform/server-action";
import { createEndpoint } from "@/lib/webhooks/operations/create-endpoint";

export const createApiKeyAction = serverAction(createApiKey);
export const revokeApiKeyAction = serverAction(revokeApiKey);
export const createWebhookAction = serverAction(createEndpoint);
