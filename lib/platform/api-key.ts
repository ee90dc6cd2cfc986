import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { database } from "@/db/client";
import { apiKeys, users } from "@/db/schema";
import { anonymous, isScope, type Actor } from "@/lib/core/permissions";
import { instantIn, instantNow } from "./clock";

/** What every key begins with, so that people and secret scanners know one when they see it. */
export const API_KEY_PREFIX = "tsk_";

/** The last use is known to this precision: noting each one would cost a write per call. */
const LAST_USE_SECONDS = 60;

/** A new key: 256 random bits. It is shown once; only its hash is kept. */
export function makeApiKey(): string {
  return API_KEY_PREFIX + randomBytes(32).toString("base64url");
}

export function hashApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/**
 * Who a key acts for: the admin who made it, as far as its scopes reach. Nobody when it was revoked or never made,
 * or when that admin is blocked.
 */
export async function readApiKeyActor(key: string): Promise<Actor> {
  const [row] = await database()
    .select({ id: apiKeys.id, scopes: apiKeys.scopes, lastUsedAt: apiKeys.lastUsedAt, userId: users.id })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.createdBy))
    .where(and(eq(apiKeys.keyHash, hashApiKey(key)), isNull(apiKeys.revokedAt), isNull(users.blockedAt), eq(users.role, "admin")));
  if (!row) return anonymous;
  if (row.lastUsedAt === null || row.lastUsedAt < lastUseIsOldBefore()) await noteUse(row.id);
  // A scope that no longer exists allows nothing.
  return { id: row.userId, role: "admin", sessionId: null, apiKeyId: row.id, scopes: row.scopes.filter(isScope) };
}

function lastUseIsOldBefore(): Date {
  return instantIn(-LAST_USE_SECONDS);
}

// The age is asked again in the statement, so that of many calls at the same instant one writes.
async function noteUse(apiKeyId: number): Promise<void> {
  await database()
    .update(apiKeys)
    .set({ lastUsedAt: instantNow() })
    .where(and(eq(apiKeys.id, apiKeyId), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, lastUseIsOldBefore()))));
}
