import { isTransient } from "@/db/transaction";
import { countCall, type CallAllowance } from "./call-limit";
import { clientAddressOf } from "./client-address";
import { addCorsHeaders, preflight } from "./cors";
import { answeredRefusal, type Endpoint, type Method, type Sent } from "./endpoint";
import { EndpointCall } from "./endpoint-call";
import { AppError, refuse } from "./errors";
import { cacheable, errorResponse, json } from "./http-answer";
import { logger } from "./logger";
import { authorize, parseInput } from "./operation";
import { readForm, readJson } from "./request-body";
import { readActor } from "./session";

type Params = Record<string, string | string[] | undefined>;
export type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
type Handlers = Record<Method | "OPTIONS", Handler>;

/** Seconds after which it makes sense to ask again when the database was away, or so busy that no attempt got its locks. */
const UNAVAILABLE_SECONDS = 2;

/**
 * The handlers of one address: a plain `(Request, {params}) => Response` for each of its endpoints, 405 in the words
 * of machines for the other methods, and the answer to a browser's preflight. An address has one dialect.
 */
export function route(...endpoints: readonly [Endpoint, ...Endpoint[]]): Handlers {
  const methods = endpoints.map(({ method }) => method);
  const others = methodNotAllowed(endpoints[0], methods);
  const own = Object.fromEntries(endpoints.map((endpoint) => [endpoint.method, Object.assign(endpointHandler(endpoint), { endpoint })]));
  return { ...handlersFor(others), ...own, OPTIONS: respond("preflight", async () => preflight(methods)) };
}

/** Handlers for an address under /api that is nobody's: 404 in the words of machines, whatever the method. */
export function addressUnknown(): Handlers {
  return handlersFor(respond("address_unknown", async (_request, _params, requestId) => errorResponse("not_found", {}, requestId)));
}

/** The handler of a plain read that has no dialect, and 405 for the other methods. */
export function getOnly(handler: Handler): Handlers {
  const others = respond("method_not_allowed", async (_request, _params, requestId) => withAllow(errorResponse("method_not_allowed", {}, requestId), ["GET"]));
  return { ...handlersFor(others), GET: handler };
}

function handlersFor(handler: Handler): Handlers {
  return { GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler, OPTIONS: handler };
}

function endpointHandler(endpoint: Endpoint): Handler {
  return respond(endpoint.id, async (request, params, requestId) => {
    let allowance: CallAllowance | undefined;
    const response = await answer().catch((error: unknown) => refusalOf(error, endpoint, requestId));
    if (allowance) addLimitHeaders(response, allowance);
    return response;

    async function answer(): Promise<Response> {
      const actor = await readActor(request.headers);
      const clientAddress = clientAddressOf(request.headers);
      allowance = await countCall(callerOf(actor, clientAddress), endpoint.isPure ? "calculations" : "calls");
      if (!allowance.isAllowed) refuse("rate_limited", { retryAfterSeconds: allowance.resetSeconds });
      // Before the body is looked at: whoever may not ask learns nothing of what could be asked.
      if (actor.role === "anonymous" || !endpoint.dialect.answersWrongRoles) authorize(actor, endpoint.permission);
      const sent = await readParts(request, params, endpoint);
      const idempotencyKey = request.headers.get("idempotency-key") ?? undefined;
      const call = new EndpointCall({ actor, requestId, idempotencyKey, clientAddress });
      const { body, status } = await endpoint.respond(sent, call);
      if (endpoint.isCacheable) return cacheable(request, body);
      return json(body, { status, headers: call.isReplay ? { "idempotent-replayed": "true" } : undefined });
    }
  });
}

// A token has its own count, so that one partner's server does not use up its neighbours' behind the same address.
function callerOf(actor: { id: number; sessionId: number | null; apiKeyId?: number }, clientAddress: string | null): string {
  if (actor.apiKeyId !== undefined) return `key:${actor.apiKeyId}`;
  return actor.sessionId === null ? `address:${clientAddress ?? "unknown"}` : `session:${actor.sessionId}`;
}

async function readParts(request: Request, params: Params, endpoint: Endpoint): Promise<Sent<unknown, unknown, unknown>> {
  const body = await readBody(request, endpoint);
  return {
    // An id that cannot be one leads to nothing, like an id that nothing has.
    params: endpoint.params ? (endpoint.params.safeParse(params).data ?? refuse("not_found")) : undefined,
    query: endpoint.query ? parseInput(endpoint.query, Object.fromEntries(new URL(request.url).searchParams)) : undefined,
    body: endpoint.body ? parseInput(endpoint.body, endpoint.dialect.readBody(body)) : undefined,
  };
}

/** Also where no body is expected: one that is too large or no JSON is a mistake worth telling. */
async function readBody(request: Request, endpoint: Endpoint): Promise<unknown> {
  if (endpoint.method === "GET") return undefined;
  return endpoint.bodyType === "multipart" ? readForm(request) : readJson(request);
}

function refusalOf(error: unknown, endpoint: Endpoint, requestId: string): Response {
  const refusal = asRefusal(error);
  if (!refusal) throw error;
  const { status, body } = endpoint.dialect.refusalBody(answeredRefusal(refusal, endpoint, requestId), endpoint);
  return withRetryAfter(json(body, { status }), refusal);
}

function withRetryAfter(response: Response, { details: { retryAfterSeconds } }: AppError): Response {
  if (retryAfterSeconds !== undefined) response.headers.set("retry-after", String(retryAfterSeconds));
  return response;
}

function withAllow(response: Response, methods: readonly string[]): Response {
  response.headers.set("allow", [...methods, "OPTIONS"].join(", "));
  return response;
}

function methodNotAllowed(endpoint: Endpoint, methods: readonly Method[]): Handler {
  return respond("method_not_allowed", async (_request, _params, requestId) =>
    withAllow(refusalOf(new AppError("method_not_allowed"), endpoint, requestId), methods),
  );
}

/** What every handler does around its answer: a request id, refusals in words, who may read it, and a line in the log. */
export function respond(name: string, answer: (request: Request, params: Params, requestId: string) => Promise<Response>): Handler {
  return async (request, { params }) => {
    const requestId = crypto.randomUUID();
    const startedAt = performance.now();
    const response = await answer(request, await params, requestId).catch((error: unknown) => failureResponse(error, name, requestId));
    response.headers.set("x-request-id", requestId);
    addCorsHeaders(request, response);
    const { pathname: path } = new URL(request.url);
    logger.info({ requestId, method: request.method, path, endpoint: name, status: response.status, ms: Math.round(performance.now() - startedAt) }, "answered");
    return response;
  };
}

function failureResponse(error: unknown, name: string, requestId: string): Response {
  const refusal = asRefusal(error);
  if (refusal) return withRetryAfter(errorResponse(refusal.code, refusal.details, requestId), refusal);
  logger.error({ err: error, endpoint: name, requestId }, "a request failed");
  const body = { error: "Something failed on our side. Please try again with the same idempotency key: whatever became of this request, money moves once at most.", code: "internal", request_id: requestId };
  return json(body, { status: 500 });
}

function asRefusal(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (!isTransient(error)) return null;
  logger.warn({ err: error }, "the database could not carry out a request");
  return new AppError("unavailable", { retryAfterSeconds: UNAVAILABLE_SECONDS });
}

function addLimitHeaders(response: Response, { limit, remaining, resetSeconds }: CallAllowance): void {
  response.headers.set("ratelimit-limit", String(limit));
  response.headers.set("ratelimit-remaining", String(remaining));
  response.headers.set("ratelimit-reset", String(resetSeconds));
}
