import { createHmac } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { ResultSetHeader } from "mysql2";
import { isDuplicate, isLockWaitTimeout, type Tx } from "@/db/transaction";
import { idempotencyKeys } from "@/db/schema";
import { env } from "@/lib/env";
import { refuse } from "./errors";
import { fromStableJson, toStableJson } from "./stable-json";

/** How a key begins that the bank made itself. No caller's key can: it has a space. */
export const MADE_KEY_PREFIX = "made ";

type Claim = { actorId: number; operation: string; key: string; input: unknown; fromCaller: boolean };

/** Either ours to fill, or the answer that an earlier run with this key left. */
export type ClaimedKey = { id: number; replay: false } | { id: number; replay: true; answer: unknown };

/**
 * Claims a key as the first statement of an operation's transaction.
 *
 * A second run with the same key waits here for the first one: at most a second when the caller chose the key,
 * then `idempotency_in_progress`. The same key with other input is `idempotency_key_reused`.
 */
export async function claimIdempotencyKey(tx: Tx, claim: Claim): Promise<ClaimedKey> {
  const inputHash = hashInput(claim.input);
  try {
    if (claim.fromCaller) await tx.$client.query("SET SESSION innodb_lock_wait_timeout = 1");
    const [inserted] = await tx.$client.query<ResultSetHeader>(
      "INSERT INTO idempotency_keys (actor_id, operation, idempotency_key, input_hash) VALUES (?, ?, ?, ?)",
      [claim.actorId, claim.operation, claim.key, inputHash],
    );
    return { id: Number(inserted.insertId), replay: false };
  } catch (error) {
    if (claim.fromCaller && isLockWaitTimeout(error)) refuse("idempotency_in_progress", { retryAfterSeconds: 1 });
    if (!isDuplicate(error)) throw error;
    return await readAnswer(tx, claim, inputHash);
  } finally {
    if (claim.fromCaller) await tx.$client.query("SET SESSION innodb_lock_wait_timeout = 10");
  }
}

async function readAnswer(tx: Tx, claim: Claim, inputHash: string): Promise<ClaimedKey> {
  const [row] = await tx
    .select({ id: idempotencyKeys.id, inputHash: idempotencyKeys.inputHash, answer: idempotencyKeys.answer })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.actorId, claim.actorId),
        eq(idempotencyKeys.operation, claim.operation),
        eq(idempotencyKeys.idempotencyKey, claim.key),
      ),
    );
  if (!row || row.answer === null) refuse("idempotency_in_progress", { retryAfterSeconds: 1 });
  if (row.inputHash !== inputHash) refuse("idempotency_key_reused");
  return { id: row.id, replay: true, answer: fromStableJson(row.answer) };
}

/** Keeps the answer under its key, for whoever asks again. */
export async function storeAnswer(tx: Tx, id: number, answer: unknown): Promise<void> {
  await tx.$client.query("UPDATE idempotency_keys SET answer = ? WHERE id = ?", [toStableJson(answer ?? null), id]);
}

/** A refusal leaves no key: the same request may succeed later. */
export async function releaseIdempotencyKey(tx: Tx, id: number): Promise<void> {
  await tx.$client.query("DELETE FROM idempotency_keys WHERE id = ?", [id]);
}

// Keyed, because an input may hold a password, and a bare hash of a short text can be guessed back.
function hashInput(input: unknown): string {
  return createHmac("sha256", env.sessionSecret).update(toStableJson(input ?? null)).digest("hex");
}
