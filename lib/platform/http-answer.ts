import { createHash } from "node:crypto";
import { refusals, type RefusalCode, type RefusalDetails } from "./errors";

/** A JSON answer. Money leaves as its decimal digits of minor units where no dialect said otherwise. */
export function json(value: unknown, init: ResponseInit): Response {
  const text = JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
  return new Response(text, { ...init, headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...init.headers } });
}

/** A refusal as machines read it: `{ error, code, fields?, reasons?, request_id }` with the status of the one table. */
export function errorResponse(code: RefusalCode, details: RefusalDetails, requestId: string): Response {
  const { message = refusals[code].message, fields, reasons } = details;
  return json({ error: message, code, fields, reasons, request_id: requestId }, { status: refusals[code].status });
}

/** A public read with its ETag, which a cache asks about before it answers again; 304 when the asker has it already. */
export function cacheable(request: Request, value: unknown): Response {
  const text = JSON.stringify(value);
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  const headers = { etag, "cache-control": "public, no-cache" };
  if (isKnown(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, "content-type": "application/json; charset=utf-8" } });
}

// Weak comparison (RFC 9110, 13.1.2): a proxy that compresses marks the tag as weak.
function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.trim() === "*" || ifNoneMatch.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
}
