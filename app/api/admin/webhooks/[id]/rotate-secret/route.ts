import { rotateWebhookSecretEndpoint } from "@/lib/loan-api/webhooks";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(rotateWebhookSecretEndpoint);
