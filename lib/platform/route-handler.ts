import type { z } from "zod";
import { AppError, refusals, refuse, type RefusalCode, type RefusalDetails } from "./errors";
import { logger } from "./logger";
import type { Operation, Query } from "./operation";
import { readActor } from "./session";

const BODY_BYTES_MAX = 256 * 1024;

type Params = Record<string, string | string[] | undefined>;
export type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

export type RouteOptions = {
  /** Status of success; 200 unless said. */
  status?: number;
  /** What the operation gets, from the parsed body, the path and the query; the body alone unless said. */
  input?: (parts: { body: unknown; params: Params; query: URLSearchParams }) => unknown;
};

/** The machine's door to an operation: a plain `(Request, {params}) => Response`, JSON in and out. */
export function routeHandler<Schema extends z.ZodType, Output>(operation: Operation<Schema, Output>, options: RouteOptions = {}): Handler {
  return respond(operation.name, async (request, params, requestId) => {
    const body = await readJson(request);
    const actor = await readActor(request.headers);
    const input = options.input?.({ body, params, query: new URL(request.url).searchParams }) ?? body;
    const idempotencyKey = request.headers.get("idempotency-key") ?? undefined;
    const { output, replayed } = await operation.executeOnce(actor, input, { idempotencyKey, requestId });
    const headers = replayed ? { "idempotent-replayed": "true" } : undefined;
    return json(output, { status: options.status ?? 200, headers });
  });
}

/** The machine's door to a read. */
export function queryHandler<Output>(query: Query<Output>, options: RouteOptions = {}): Handler {
  return respond(query.name, async (request, params) => {
    const searchParams = new URL(request.url).searchParams;
    const input = options.input?.({ body: undefined, params, query: searchParams }) ?? Object.fromEntries(searchParams);
    return json(await query.execute(await readActor(request.headers), input), { status: 200 });
  });
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Handlers for the methods that an address lacks: 405 with the ones that it has. Take those that are not answered otherwise. */
export function methodNotAllowed(...allowed: readonly Method[]): Record<Method, Handler> {
  const handler = respond("method_not_allowed", async (_request, _params, requestId) => {
    const response = errorResponse("method_not_allowed", {}, requestId);
    response.headers.set("allow", allowed.join(", "));
    return response;
  });
  return handlersFor(handler);
}

/** Handlers for an address under /api that is nobody's: 404 in the words of machines, whatever the method. */
export function addressUnknown(): Record<Method, Handler> {
  return handlersFor(respond("address_unknown", async (_request, _params, requestId) => errorResponse("not_found", {}, requestId)));
}

function handlersFor(handler: Handler): Record<Method, Handler> {
  return { GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler };
}

/** What every handler does around its answer: a request id, and refusals in words. */
export function respond(name: string, answer: (request: Request, params: Params, requestId: string) => Promise<Response>): Handler {
  return async (request, { params }) => {
    const requestId = crypto.randomUUID();
    const response = await answer(request, await params, requestId).catch((error: unknown) => refusalResponse(error, name, requestId));
    response.headers.set("x-request-id", requestId);
    return response;
  };
}

function refusalResponse(error: unknown, name: string, requestId: string): Response {
  if (error instanceof AppError) return errorResponse(error.code, error.details, requestId);
  logger.error({ err: error, operation: name, requestId }, "a request failed");
  return json({ error: "Something failed on our side. Please try again with the same idempotency key: whatever became of this request, money moves once at most.", code: "internal", request_id: requestId }, { status: 500 });
}

/** A refusal as machines read it: `{ error, code, fields?, reasons?, request_id }` with the status of the one table. */
export function errorResponse(code: RefusalCode, details: RefusalDetails, requestId: string): Response {
  const { message = refusals[code].message, fields, reasons, retryAfterSeconds } = details;
  const headers = retryAfterSeconds === undefined ? undefined : { "retry-after": String(retryAfterSeconds) };
  return json({ error: message, code, fields, reasons, request_id: requestId }, { status: refusals[code].status, headers });
}

/** A JSON answer. Money leaves as its decimal digits of minor units where no dialect said otherwise. */
export function json(value: unknown, init: ResponseInit): Response {
  const text = JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
  return new Response(text, { ...init, headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...init.headers } });
}

async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_BYTES_MAX) refuse("body_too_large");
  const contentType = request.headers.get("content-type") ?? "";
  const text = await readText(request);
  if (text === "") return {};
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType)) refuse("media_type_unsupported");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    refuse("body_malformed");
  }
}

// Counted while it is read: a length header may be missing or untrue.
async function readText(request: Request): Promise<string> {
  if (!request.body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) refuse("body_too_large");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
