import { env } from "@/lib/env";

const ALLOWED_HEADERS = "authorization, content-type, idempotency-key, if-none-match";
const EXPOSED_HEADERS = "etag, idempotent-replayed, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, x-request-id";

/**
 * Says whether a page of another origin may read this answer: only the origins of the configuration, and never with
 * cookies. Bearer tokens travel in a header that the page sets itself.
 */
export function addCorsHeaders(request: Request, response: Response): void {
  if (env.corsOrigins.length === 0) return;
  response.headers.append("vary", "origin");
  const origin = request.headers.get("origin");
  if (origin === null || !env.corsOrigins.includes(origin)) return;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-expose-headers", EXPOSED_HEADERS);
}

/** Answers a preflight: which methods and headers may follow. */
export function preflight(methods: readonly string[]): Response {
  const allow = [...methods, "OPTIONS"].join(", ");
  const headers = { allow, "access-control-allow-methods": allow, "access-control-allow-headers": ALLOWED_HEADERS, "access-control-max-age": "600" };
  return new Response(null, { status: 204, headers });
}
