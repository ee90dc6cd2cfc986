import { version } from "@/package.json";
import { env } from "@/lib/env";
import { loanApiEndpoints } from "@/lib/loan-api/endpoints";
import type { Endpoint } from "@/lib/platform/endpoint";
import { cacheable } from "@/lib/platform/http-answer";
import { openApiDocument } from "@/lib/platform/openapi";
import { respond } from "@/lib/platform/route-handler";

/** Every endpoint of both contracts. */
export const everyEndpoint: readonly Endpoint[] = [...loanApiEndpoints];

/** The OpenAPI document of this installation. */
export function apiDocument(): object {
  return openApiDocument(everyEndpoint, {
    title: `${env.installationName} API`,
    version,
    description: `Amounts are in ${env.currency}. Every answer carries an \`x-request-id\`; every refusal has a stable \`code\`.`,
  });
}

/** GET /api/openapi.json */
export const documentHandler = respond("openapi", async (request) => cacheable(request, apiDocument()));
