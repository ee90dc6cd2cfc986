import { version } from "@/package.json";
import { env } from "@/lib/env";
import { bankApiEndpoints } from "@/lib/bank-api/endpoints";
import { loanApiEndpoints } from "@/lib/loan-api/endpoints";
import { webhookTold } from "@/lib/loan-api/webhook-payload";
import type { Endpoint } from "@/lib/platform/endpoint";
import { cacheable } from "@/lib/platform/http-answer";
import { openApiDocument } from "@/lib/platform/openapi";
import { respond } from "@/lib/platform/route-handler";

/** Every endpoint of both contracts. */
export const everyEndpoint: readonly Endpoint[] = [...loanApiEndpoints, ...bankApiEndpoints];

/** The OpenAPI document of this installation. */
export function apiDocument(): object {
  return openApiDocument(everyEndpoint, {
    title: `${env.installationName} API`,
    version,
    description: `Amounts are in ${env.currency}. Every answer carries an \`x-request-id\`; every refusal has a stable \`code\`.`,
    webhooks: [{ name: "event", summary: "Something happened to a loan or a deposit. Signed by the Standard Webhooks specification: verify it before you believe it.", schema: webhookTold }],
  });
}

let served: object | undefined;

/** GET /api/openapi.json: made at the first request, and the same until the process ends. */
export const documentHandler = respond("openapi", async (request) => cacheable(request, (served ??= apiDocument())));
