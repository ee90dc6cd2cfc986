import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from "zod-openapi";
import { permissions, scopeNames, scopes, type Permission, type Role } from "@/lib/core/permissions";
import type { Endpoint } from "./endpoint";
import { refusals, type RefusalCode } from "./errors";

/** What the document says about the whole API. */
export type DocumentFacts = {
  title: string;
  version: string;
  description: string;
  /** What the bank sends by itself: name of the event, what it tells. */
  webhooks: readonly { name: string; summary: string; schema: z.ZodType }[];
};

/**
 * The OpenAPI 3.1 document of some endpoints, made from the very schemas that check what clients send.
 * Each refusal is an example of the answer with its status, under its code.
 */
export function openApiDocument(endpoints: readonly Endpoint[], { title, version, description, webhooks }: DocumentFacts): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: { title, version, description },
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks: Object.fromEntries(webhooks.map(({ name, summary, schema }) => [name, webhookOf(summary, schema)])),
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "The access token of a sign-in (24 hours), or an API key of a partner (`tsk_…`)." },
      },
    },
  });
}

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { id, tag, summary, description, params, query, body, isIdempotent } = endpoint;
  const mediaType = endpoint.bodyType === "multipart" ? "multipart/form-data" : "application/json";
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, whoMayCall(endpoint)].filter(Boolean).join("\n\n"),
    security: isOpen(endpoint) ? [] : [{ bearer: [] }],
    requestParams: { ...(params && { path: params }), ...(query && { query }) },
    parameters: isIdempotent ? [idempotencyKeyHeader] : undefined,
    requestBody: body && { required: true, content: { [mediaType]: { schema: body, example: endpoint.bodyExample } } },
    responses: responsesOf(endpoint),
  };
}

function webhookOf(summary: string, schema: z.ZodType) {
  const post = { summary, requestBody: { content: { "application/json": { schema } } }, responses: { "2XX": { description: "Taken. Anything else is tried again." } } };
  return { post } as { post: ZodOpenApiOperationObject };
}

const idempotencyKeyHeader = {
  name: "Idempotency-Key",
  in: "header" as const,
  required: false,
  description: "A text of your own, new for every new request and the same for every repetition: money moves once.",
  schema: { type: "string" as const, minLength: 1, maxLength: 128, pattern: "^[\\x21-\\x7e]+$" },
};

function isOpen({ permission }: Endpoint): boolean {
  return rolesOf(permission).includes("anonymous");
}

function rolesOf(permission: keyof typeof permissions): readonly Role[] {
  return permissions[permission];
}

function whoMayCall(endpoint: Endpoint): string {
  if (isOpen(endpoint)) return "Open to everyone.";
  const roles = rolesOf(endpoint.permission).filter((role) => role !== "system");
  const keys = scopeNames.filter((scope) => (scopes[scope] as readonly Permission[]).includes(endpoint.permission));
  return `For: ${roles.join(", ")}.${keys.length > 0 ? ` API keys need the scope ${keys.map((scope) => `\`${scope}\``).join(" or ")}.` : ""}`;
}

/** The codes that an endpoint may refuse with: its own, and those that follow from what it is. */
export function refusalCodesOf(endpoint: Endpoint): RefusalCode[] {
  const { params, query, body, isIdempotent, refusals: own } = endpoint;
  const codes: RefusalCode[] = [];
  if (query || body) codes.push("input_invalid");
  if (endpoint.method !== "GET") codes.push("body_malformed", "body_too_large", "media_type_unsupported");
  if (!isOpen(endpoint)) codes.push("authentication_required", "permission_denied");
  if (params) codes.push("not_found");
  if (isIdempotent) codes.push("idempotency_key_invalid", "idempotency_key_reused", "idempotency_in_progress");
  return [...new Set([...codes, ...own, "rate_limited" as const, "unavailable" as const])];
}

/** Success and refusals by status. A dialect decides with which status it refuses, so it is asked; it may be that of success. */
function responsesOf(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const { answer, dialect } = endpoint;
  const refusalsByStatus = refusalExamples(endpoint);
  const success = { done: { summary: answer.description ?? endpoint.summary, value: answer.example } };
  const refusedAsWell = refusalsByStatus.get(answer.status);
  const statuses = [...refusalsByStatus].filter(([status]) => status !== answer.status);
  return Object.fromEntries([
    [
      String(answer.status),
      {
        description: answer.description ?? endpoint.summary,
        content: { "application/json": { schema: refusedAsWell ? z.union([answer.schema, dialect.refusalSchema]) : answer.schema, examples: { ...success, ...refusedAsWell } } },
      },
    ],
    ...statuses.map(([status, examples]) => [String(status), { description: "Refused", content: { "application/json": { schema: dialect.refusalSchema, examples } } }]),
  ]) as ZodOpenApiResponsesObject;
}

type Examples = Record<string, { summary: string; value: unknown }>;

function refusalExamples(endpoint: Endpoint): Map<number, Examples> {
  const byStatus = new Map<number, Examples>();
  for (const code of refusalCodesOf(endpoint)) {
    const { status, body } = endpoint.dialect.refusalBody({ code, ...refusals[code], requestId: "5f0c1f0e-1c36-4f8e-9a53-0f2b9f6f2a11" }, endpoint);
    byStatus.set(status, { ...byStatus.get(status), [code]: { summary: refusals[code].message, value: body } });
  }
  return byStatus;
}
