import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { apiKeys, users } from "@/db/schema";
import type { Scope } from "@/lib/core/permissions";
import { instantNow } from "@/lib/platform/clock";

/** What may be told of a key: never its hash, and the key itself is not kept. */
const keyColumns = {
  id: apiKeys.id,
  name: apiKeys.name,
  hint: apiKeys.hint,
  scopes: apiKeys.scopes,
  createdBy: users.fullName,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
  recordedAt: apiKeys.recordedAt,
};

export type ApiKey = Awaited<ReturnType<typeof selectApiKeys>>[number];

/** Keys, newest first; with `after` those made before that one. */
export function selectApiKeys(db: Db, { limit, after }: { limit: number; after?: number }) {
  return db
    .select(keyColumns)
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.createdBy))
    .where(after === undefined ? undefined : lt(apiKeys.id, after))
    .orderBy(desc(apiKeys.id))
    .limit(limit);
}

/** One key; null when there is none. */
export async function readApiKey(tx: Tx, apiKeyId: number): Promise<ApiKey | null> {
  const [key] = await tx.select(keyColumns).from(apiKeys).innerJoin(users, eq(users.id, apiKeys.createdBy)).where(eq(apiKeys.id, apiKeyId));
  return key ?? null;
}

export async function insertApiKey(tx: Tx, key: { createdBy: number; name: string; keyHash: string; hint: string; scopes: Scope[] }): Promise<number> {
  const [row] = await tx.insert(apiKeys).values(key).$returningId();
  if (!row) throw new Error("The database gave no id for an API key.");
  return row.id;
}

/** The key is good for nothing from now on; one that was revoked before keeps its instant. */
export async function revokeKey(tx: Tx, apiKeyId: number): Promise<void> {
  await tx.update(apiKeys).set({ revokedAt: instantNow() }).where(and(eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)));
}
