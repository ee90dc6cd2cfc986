import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/transaction";
import { oneTimeCodes } from "@/db/schema";
import { instantIn, instantNow } from "@/lib/platform/clock";
import { hashCode } from "./codes";
import { CODE_MINUTES } from "./limits";

export type CodePurpose = (typeof oneTimeCodes.$inferSelect)["purpose"];
type Scope = { userId: number; purpose: CodePurpose };

/** The newest code of a user and purpose, whether still good or not. Whoever asks holds the user's row. */
export async function getNewestCode(tx: Tx, scope: Scope) {
  const [row] = await tx
    .select({
      id: oneTimeCodes.id,
      codeHash: oneTimeCodes.codeHash,
      tries: oneTimeCodes.tries,
      expiresAt: oneTimeCodes.expiresAt,
      endedAt: oneTimeCodes.endedAt,
    })
    .from(oneTimeCodes)
    .where(ofScope(scope))
    .orderBy(desc(oneTimeCodes.id))
    .limit(1);
  return row ?? null;
}

/** Ends every code of a user and purpose, as when the address or number that it was sent to is no longer the login's. */
export async function endCodes(tx: Tx, scope: Scope): Promise<void> {
  await tx.update(oneTimeCodes).set({ endedAt: instantNow() }).where(and(ofScope(scope), isNull(oneTimeCodes.endedAt)));
}

/** Ends what was sent before and keeps the new code's hash. */
export async function replaceCode(tx: Tx, scope: Scope, code: string): Promise<void> {
  await endCodes(tx, scope);
  await tx.insert(oneTimeCodes).values({ ...scope, codeHash: hashCode(scope, code), expiresAt: instantIn(CODE_MINUTES * 60) });
}

export async function endCode(tx: Tx, id: number): Promise<void> {
  await tx.update(oneTimeCodes).set({ endedAt: instantNow() }).where(eq(oneTimeCodes.id, id));
}

export async function setTries(tx: Tx, id: number, tries: number): Promise<void> {
  await tx.update(oneTimeCodes).set({ tries }).where(eq(oneTimeCodes.id, id));
}

function ofScope({ userId, purpose }: Scope) {
  return and(eq(oneTimeCodes.userId, userId), eq(oneTimeCodes.purpose, purpose));
}
