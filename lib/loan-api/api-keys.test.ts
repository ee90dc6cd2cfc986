import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as nowhere } from "@/app/api/[[...rest]]/route";
import { DELETE as revoke } from "@/app/api/admin/api-keys/[id]/route";
import { GET as list, POST as create } from "@/app/api/admin/api-keys/route";
import { GET as listWebhooks } from "@/app/api/admin/webhooks/route";
import { POST as calculateEmi } from "@/app/api/eligibility/calculate-emi/route";
import { database } from "@/db/client";
import { apiKeys, auditLog, sessions } from "@/db/schema";
import type { Actor } from "@/lib/core/permissions";
import { changePassword } from "@/lib/identity/operations/change-password";
import { setBlocked } from "@/lib/identity/operations/set-blocked";
import { hireAdmin, PASSWORD, signUp } from "@/lib/identity/testing";
import type { Handler } from "@/lib/platform/route-handler";
import { readActor } from "@/lib/platform/session";
import { openInstallation } from "@/lib/platform/testing";
import { callHandler, tokenOf } from "./in-process/testing";

let admin: Actor;
let adminToken: string;

function call(handler: Handler, { id, ...sent }: { token?: string; body?: unknown; id?: number; query?: string }) {
  return callHandler(handler, { ...sent, params: id === undefined ? {} : { id: String(id) } });
}

async function signIn(actor: Actor): Promise<string> {
  const expiresAt = new Date(Date.now() + 60_000);
  const [session] = await database().insert(sessions).values({ userId: actor.id, kind: "bearer", expiresAt }).$returningId();
  return tokenOf({ ...actor, sessionId: session?.id ?? null });
}

async function makeKey(scopes: string[], token = adminToken): Promise<{ id: number; key: string }> {
  const { status, body } = await call(create, { token, body: { name: "Broker portal", scopes } });
  expect(status).toBe(201);
  return { id: (body.api_key as { api_key_id: number }).api_key_id, key: String(body.key) };
}

const webhooksWith = async (token: string) => (await call(listWebhooks, { token })).status;

beforeAll(async () => {
  await openInstallation("2026-03-02");
  admin = await hireAdmin("officer@example.com");
  adminToken = await signIn(admin);
});

test("a key is shown once, kept as a hash, and never in a list or in the audit log", async () => {
  const { id, key } = await makeKey(["loans:read", "webhooks:manage", "loans:read"]);
  expect(key).toMatch(/^tsk_[A-Za-z0-9_-]{43}$/);
  const { body } = await call(list, { token: adminToken });
  const [listed] = body.api_keys as Record<string, unknown>[];
  expect(listed).toMatchObject({ api_key_id: id, name: "Broker portal", hint: key.slice(0, 12), scopes: ["loans:read", "webhooks:manage"], last_used_at: null, revoked_at: null });
  const rows = await database().select().from(apiKeys);
  const audit = await database().select().from(auditLog);
  for (const text of [JSON.stringify(body), JSON.stringify(rows), JSON.stringify(audit)]) expect(text).not.toContain(key.slice(12));
});

test("a key acts for the admin who made it, as far as its scopes reach, and says so in the audit log", async () => {
  const { id, key } = await makeKey(["webhooks:manage"]);
  expect(await readActor(new Headers({ authorization: `Bearer ${key}` }))).toEqual({ id: admin.id, role: "admin", sessionId: null, apiKeyId: id, scopes: ["webhooks:manage"] });
  expect(await webhooksWith(key)).toBe(200);
  const { key: other } = await makeKey(["loans:read"]);
  expect(await call(listWebhooks, { token: other })).toMatchObject({ status: 403, body: { code: "permission_denied" } });
});

test("no key makes, lists or revokes keys, whatever its scopes", async () => {
  const { id, key } = await makeKey(["loans:read", "people:block", "days:close", "webhooks:manage"]);
  expect((await call(create, { token: key, body: { name: "x", scopes: ["loans:read"] } })).status).toBe(403);
  expect((await call(list, { token: key })).status).toBe(403);
  expect((await call(revoke, { token: key, id })).status).toBe(403);
  expect(await webhooksWith(key)).toBe(200);
});

test("what is open to everyone is open to a key", async () => {
  const { key } = await makeKey(["loans:read"]);
  const body = { loan_amount: 500000, interest_rate: 8.5, tenure_months: 24 };
  expect((await call(calculateEmi, { token: key, body })).status).toBe(200);
  expect((await call(nowhere, { token: key })).status).toBe(404);
});

test("the last use is noted, once a minute", async () => {
  const { id, key } = await makeKey(["webhooks:manage"]);
  const lastUse = async () => (await database().select({ at: apiKeys.lastUsedAt }).from(apiKeys).where(eq(apiKeys.id, id)))[0]?.at ?? null;
  expect(await lastUse()).toBeNull();
  await webhooksWith(key);
  const first = await lastUse();
  expect(first).not.toBeNull();
  await webhooksWith(key);
  expect(await lastUse()).toEqual(first);
  await database().update(apiKeys).set({ lastUsedAt: new Date(Date.now() - 61_000) }).where(eq(apiKeys.id, id));
  await Promise.all([webhooksWith(key), webhooksWith(key), webhooksWith(key)]);
  expect((await lastUse())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Infinity);
});

describe("a key is nobody's", () => {
  test("once it is revoked, which a second time changes nothing", async () => {
    const { id, key } = await makeKey(["webhooks:manage"]);
    const first = await call(revoke, { token: adminToken, id });
    expect(first).toMatchObject({ status: 200, body: { api_key: { api_key_id: id, revoked_at: expect.any(String) as unknown } } });
    expect((await call(revoke, { token: adminToken, id })).body).toEqual(first.body);
    expect(await webhooksWith(key)).toBe(401);
  });

  test("while the admin who made it is blocked", async () => {
    const colleague = await hireAdmin("colleague@example.com");
    const { key } = await makeKey(["webhooks:manage"], await signIn(colleague));
    await setBlocked.execute(admin, { userId: colleague.id, blocked: true });
    expect(await webhooksWith(key)).toBe(401);
    await setBlocked.execute(admin, { userId: colleague.id, blocked: false });
    expect(await webhooksWith(key)).toBe(200);
  });

  test("when it was made up, cut, or is another's with a letter changed", async () => {
    const { key } = await makeKey(["webhooks:manage"]);
    const changed = key.slice(0, -1) + (key.endsWith("A") ? "B" : "A");
    for (const wrong of ["tsk_", "tsk_x", `tsk_${"A".repeat(43)}`, key.slice(0, -1), changed, key.toUpperCase()]) expect(await webhooksWith(wrong)).toBe(401);
  });
});

test("a scope that no longer exists allows nothing", async () => {
  const { id, key } = await makeKey(["webhooks:manage"]);
  await database().$client.query("UPDATE api_keys SET scopes = ? WHERE id = ?", [JSON.stringify(["all:things", "toString"]), id]);
  expect(await webhooksWith(key)).toBe(403);
});

test("a changed password ends sessions and leaves keys as they are", async () => {
  const { key } = await makeKey(["webhooks:manage"]);
  const ended = await signIn(admin);
  await changePassword.execute(admin, { currentPassword: PASSWORD, newPassword: "another horse 2" });
  expect(await webhooksWith(ended)).toBe(401);
  expect(await webhooksWith(key)).toBe(200);
  adminToken = await signIn(admin);
});

test("only staff makes keys, and only of scopes that there are", async () => {
  const borrower = await tokenOf(await signUp("borrower", "asha@example.com"));
  const body = { name: "x", scopes: ["loans:read"] };
  expect((await call(create, { body })).status).toBe(401);
  expect((await call(create, { token: borrower, body })).status).toBe(403);
  for (const wrong of [{ name: "x", scopes: [] }, { name: "x", scopes: ["keys:make"] }, { name: "", scopes: ["loans:read"] }, { name: "x" }, {}, { name: "x", scopes: "loans:read" }]) {
    expect(await call(create, { token: adminToken, body: wrong })).toMatchObject({ status: 400, body: { code: "input_invalid" } });
  }
  expect((await call(revoke, { token: adminToken, id: 999_999 })).status).toBe(404);
});

test("the list is walked by pages", async () => {
  const all = (await call(list, { token: adminToken })).body;
  const ids = (all.api_keys as { api_key_id: number }[]).map((key) => key.api_key_id);
  expect(all.has_more).toBe(false);
  const page = (await call(list, { token: adminToken, query: `?limit=2&after=${ids[1]}` })).body;
  expect((page.api_keys as { api_key_id: number }[]).map((key) => key.api_key_id)).toEqual(ids.slice(2, 4));
  expect(page.has_more).toBe(true);
});
