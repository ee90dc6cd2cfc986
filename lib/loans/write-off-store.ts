import { eq } from "drizzle-orm";
import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { writeOffs } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import type { Recovered, WrittenOff } from "@/lib/core/write-off";

/* Written-off loans: one row each for the write-off, one for every recovery. The loan's row guards both. */

type WriteOffRow = typeof writeOffs.$inferSelect;

/** A list of SQL is never empty. */
const NO_LOAN = 0;

/** A write-off as it is stored, with what has been recovered since. */
export type StoredWriteOff = WrittenOff &
  Pick<WriteOffRow, "writtenOffOn" | "reason" | "fundersWholeOn" | "endAskedOn" | "endAskedBy" | "endedOn" | "endedBy">;

/** Keeps what was known when a loan was given up. */
export async function insertWriteOff(tx: Tx, writeOff: typeof writeOffs.$inferInsert): Promise<void> {
  await tx.insert(writeOffs).values(writeOff);
}

/** The write-off of a loan, or null where there is none. */
export async function readWriteOff(db: Db | Tx, loanId: number): Promise<StoredWriteOff | null> {
  const [row] = await db.select().from(writeOffs).where(eq(writeOffs.loanId, loanId));
  if (!row) return null;
  const { outstanding, fundCover, advance, fundReturned, advanceReturned } = row;
  const { writtenOffOn, reason, fundersWholeOn, endAskedOn, endAskedBy, endedOn, endedBy } = row;
  return {
    owed: { principal: row.owedPrincipal, interest: row.owedInterest, fees: row.owedFees },
    ...{ outstanding, fundCover, advance, fundReturned, advanceReturned },
    ...{ writtenOffOn, reason, fundersWholeOn, endAskedOn, endAskedBy, endedOn, endedBy },
    recovered: await sumRecoveries(db, loanId),
  };
}

/** Of one that bounced, funders and the fund keep what they had, and fees go back: see `Recovered` in lib/core/write-off.ts. */
const SUMS_OF_RECOVERIES = `SELECT COALESCE(SUM(IF(reversed_on IS NULL, amount, 0)), 0) AS total, COALESCE(SUM(interest), 0) AS interest,
    COALESCE(SUM(IF(reversed_on IS NULL, 0, interest)), 0) AS interest_bounced, COALESCE(SUM(IF(reversed_on IS NULL, fees, 0)), 0) AS fees, COALESCE(SUM(IF(reversed_on IS NULL, -to_advance, to_funders + to_fund + interest)), 0) AS advanced
  FROM recoveries WHERE loan_id = ?`;

async function sumRecoveries(db: Db | Tx, loanId: number): Promise<Recovered> {
  const [rows] = await db.$client.query<RowDataPacket[]>(SUMS_OF_RECOVERIES, [loanId]);
  const of = (column: string) => BigInt(String(rows[0]?.[column] ?? 0));
  return { total: of("total"), interest: of("interest"), interestBounced: of("interest_bounced"), fees: of("fees"), advanced: of("advanced") };
}

/** Changes the write-off of a locked loan. */
export async function setWriteOff(tx: Tx, loanId: number, change: Partial<WriteOffRow>): Promise<void> {
  await tx.update(writeOffs).set(change).where(eq(writeOffs.loanId, loanId));
}

/** Money that came in for a written-off loan, and where it went. Minor units. */
export type StoredRecovery = {
  id: number;
  amount: Money;
  on: BusinessDate;
  toAdvance: Money;
  toFunders: Money;
  toFund: Money;
  toLoss: Money;
  interest: Money;
  fees: Money;
  note: string;
  /** When and why it was taken back; null while it counts. */
  reversed: { on: BusinessDate; reason: string } | null;
};

/** Keeps a recovery and answers its id. */
export async function insertRecovery(tx: Tx, loanId: number, recovery: Omit<StoredRecovery, "id" | "reversed"> & { entryId: number; actorId: number }): Promise<number> {
  const { amount, on, toAdvance, toFunders, toFund, toLoss, interest, fees, note, entryId, actorId } = recovery;
  const [result] = await tx.$client.query<ResultSetHeader>(
    `INSERT INTO recoveries (loan_id, amount, business_date, to_advance, to_funders, to_fund, to_loss, interest, fees, note, entry_id, actor_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [loanId, amount, on, toAdvance, toFunders, toFund, toLoss, interest, fees, note, entryId, actorId],
  );
  return Number(result.insertId);
}

const RECOVERY = "SELECT id, loan_id, amount, business_date, to_advance, to_funders, to_fund, to_loss, interest, fees, note, entry_id, reversed_on, reversal_reason FROM recoveries";

/** What was recovered of a loan, newest first. */
export async function readRecoveries(db: Db, loanId: number): Promise<StoredRecovery[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(`${RECOVERY} WHERE loan_id = ? ORDER BY id DESC LIMIT 500`, [loanId]);
  return rows.map(recoveryOf);
}

/** One recovery, of which loan it is, and its entry. Recoveries change only while their loan is locked. */
export async function readRecovery(db: Db | Tx, recoveryId: number): Promise<(StoredRecovery & { loanId: number; entryId: number }) | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(`${RECOVERY} WHERE id = ?`, [recoveryId]);
  return rows[0] ? { ...recoveryOf(rows[0]), loanId: Number(rows[0].loan_id), entryId: Number(rows[0].entry_id) } : null;
}

function recoveryOf(row: RowDataPacket): StoredRecovery {
  return {
    id: Number(row.id),
    amount: BigInt(row.amount),
    on: row.business_date as BusinessDate,
    toAdvance: BigInt(row.to_advance),
    toFunders: BigInt(row.to_funders),
    toFund: BigInt(row.to_fund),
    toLoss: BigInt(row.to_loss),
    interest: BigInt(row.interest),
    fees: BigInt(row.fees),
    note: String(row.note),
    reversed: row.reversed_on === null ? null : { on: row.reversed_on as BusinessDate, reason: String(row.reversal_reason) },
  };
}

/** A recovery counts no more. Where it went stays, because whoever had it keeps it. */
export async function setRecoveryReversed(tx: Tx, recoveryId: number, { on, reason, entryId }: { on: BusinessDate; reason: string; entryId: number }): Promise<void> {
  await tx.$client.query("UPDATE recoveries SET reversed_on = ?, reversal_reason = ?, reversal_entry_id = ? WHERE id = ?", [on, reason, entryId, recoveryId]);
}

/** Does the rail hold a payment of this loan? Until it is settled nobody knows what is owed. */
export async function hasHeldRepayment(db: Db | Tx, loanId: number): Promise<boolean> {
  const [rows] = await db.$client.query<RowDataPacket[]>("SELECT 1 FROM repayments WHERE loan_id = ? AND state = 'held' LIMIT 1", [loanId]);
  return rows.length > 0;
}

const NEXT_TO_CLOSE =
  "SELECT id FROM loans FORCE INDEX (loans_closing) WHERE closes_for_good_on <= ? AND id NOT IN (?) ORDER BY closes_for_good_on, id LIMIT 1";

/** Locks the loan that has waited longest to be closed for good and that nobody holds, those of `except` left out; null when there is none. */
export async function lockNextToClose(tx: Tx, today: BusinessDate, except: readonly number[]): Promise<number | null> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(`${NEXT_TO_CLOSE} FOR UPDATE SKIP LOCKED`, [today, [NO_LOAN, ...except]]);
  return rows[0] ? Number(rows[0].id) : null;
}

/** The same without a lock. */
export async function readNextToClose(db: Db, today: BusinessDate, except: readonly number[]): Promise<number | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(NEXT_TO_CLOSE, [today, [NO_LOAN, ...except]]);
  return rows[0] ? Number(rows[0].id) : null;
}
