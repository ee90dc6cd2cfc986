import { and, asc, eq, isNull, lt, lte } from "drizzle-orm";
import type { MySql2Database } from "drizzle-orm/mysql2";
import type { Tx } from "@/db/transaction";
import { outbox } from "@/db/schema";
import { instantIn, instantNow } from "@/lib/platform/clock";

/** A mail that has not left for so long is given up: a code in it is worthless by then, and staff see the row. */
const ATTEMPTS_MAX = 12;
const BACKOFF_BASE_SECONDS = 15;
const BACKOFF_CAP_SECONDS = 60 * 60;

type NewMail = { kind: string; userId: number; recipient: string; subject: string; body: string };

/** Writes a mail that is due at once. */
export async function insertMail(tx: Tx, mail: NewMail): Promise<void> {
  await tx.$client.query("INSERT INTO outbox (kind, user_id, recipient, subject, body, next_attempt_at) VALUES (?, ?, ?, ?, ?, ?)", [
    ...[mail.kind, mail.userId, mail.recipient, mail.subject, mail.body],
    instantNow(),
  ]);
}

const isDue = () => and(isNull(outbox.sentAt), lte(outbox.nextAttemptAt, instantNow()), lt(outbox.attempts, ATTEMPTS_MAX));

/** Is there a mail that should leave now? So that a job need not open a transaction to find nothing. */
export async function existsDueMail(db: MySql2Database): Promise<boolean> {
  const rows = await db.select({ id: outbox.id }).from(outbox).where(isDue()).limit(1);
  return rows.length > 0;
}

/** Locks the oldest mails that are due; those that another sender holds are left to it. */
export async function lockDueMail(tx: Tx, countMax: number) {
  return tx
    .select({
      id: outbox.id,
      kind: outbox.kind,
      recipient: outbox.recipient,
      subject: outbox.subject,
      body: outbox.body,
      attempts: outbox.attempts,
      recordedAt: outbox.recordedAt,
    })
    .from(outbox)
    .where(isDue())
    .orderBy(asc(outbox.id))
    .limit(countMax)
    .for("update", { skipLocked: true });
}

/** Marks a mail as gone and erases its text, which may hold a code. */
export async function closeMail(tx: Tx, id: number): Promise<void> {
  await tx.update(outbox).set({ sentAt: instantNow(), body: null, lastError: null }).where(eq(outbox.id, id));
}

/** Puts a mail off after a failure: 15 s, 30 s, 1 min … at most an hour. */
export async function postponeMail(tx: Tx, mail: { id: number; attempts: number }, reason: string): Promise<void> {
  const seconds = Math.min(BACKOFF_CAP_SECONDS, BACKOFF_BASE_SECONDS * 2 ** mail.attempts);
  await tx
    .update(outbox)
    .set({ attempts: mail.attempts + 1, nextAttemptAt: instantIn(seconds), lastError: reason.slice(0, 400) })
    .where(eq(outbox.id, mail.id));
}
