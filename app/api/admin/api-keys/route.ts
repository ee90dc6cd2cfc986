import { listApiKeysEndpoint, createApiKeyEndpoint } from "@/lib/loan-api/api-keys";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listApiKeysEndpoint, createApiKeyEndpoint);
