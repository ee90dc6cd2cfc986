import type { Actor } from "@/lib/core/permissions";
import type { Handler } from "@/lib/platform/route-handler";
import { signSessionToken } from "@/lib/platform/session";

/* How tests of this dialect call its handlers: in process, as the framework would. */

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

type Sent = { token?: string; body?: unknown; params?: Record<string, string>; query?: string; headers?: Record<string, string> };

/** Calls a handler with its own method, and with a JSON body or a form. */
export async function callHandler(handler: Handler & { endpoint?: { method: string } }, { token, body, params = {}, query = "", headers = {} }: Sent = {}): Promise<Answer> {
  const own = new Headers(headers);
  if (token !== undefined) own.set("authorization", `Bearer ${token}`);
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) own.set("content-type", "application/json");
  const request = new Request(`http://localhost/api/test${query}`, { method: handler.endpoint?.method, headers: own, body: isForm ? body : JSON.stringify(body) });
  const response = await handler(request, { params: Promise.resolve(params) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

/** Calls a handler in somebody's name, without `as` in nobody's; `key` is sent as the idempotency key. */
export async function ask(
  handler: Handler,
  { as, key, params = {}, ...sent }: { as?: Actor; key?: string; params?: Record<string, string | number>; query?: string; body?: unknown } = {},
): Promise<Answer> {
  const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
  return callHandler(handler, { ...sent, token: as && (await tokenOf(as)), params: texts, headers });
}

/** The token of a signed-in actor. */
export async function tokenOf(actor: Actor): Promise<string> {
  if (actor.sessionId === null) throw new Error("this actor has no session");
  return signSessionToken(actor.sessionId);
}
