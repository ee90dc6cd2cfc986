import { eq } from "drizzle-orm";
import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { writeOffs } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import type { WrittenOff } from "@/lib/core/write-off";

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

async function sumRecoveries(db: Db | Tx, loanId: number): Promise<WrittenOff["recovered"]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT COALESCE(SUM(amount), 0) AS total, COALESCE(SUM(interest), 0) AS interest, COALESCE(SUM(fees), 0) AS fees FROM recoveries WHERE loan_id = ?",
    [loanId],
  );
  const of = (column: string) => BigInt(String(rows[0]?.[column] ?? 0));
  return { total: of("total"), interest: of("interest"), fees: of("fees") };
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
  toFunders: Money;
  toFund: Money;
  toLoss: Money;
  interest: Money;
  fees: Money;
  note: string;
};

/** Keeps a recovery and answers its id. */
export async function insertRecovery(tx: Tx, loanId: number, recovery: Omit<StoredRecovery, "id"> & { entryId: number; actorId: number }): Promise<number> {
  const { amount, on, toFunders, toFund, toLoss, interest, fees, note, entryId, actorId } = recovery;
  const [result] = await tx.$client.query<ResultSetHeader>(
    `INSERT INTO recoveries (loan_id, amount, business_date, to_funders, to_fund, to_loss, interest, fees, note, entry_id, actor_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [loanId, amount, on, toFunders, toFund, toLoss, interest, fees, note, entryId, actorId],
  );
  return Number(result.insertId);
}

/** What was recovered of a loan, newest first. */
export async function readRecoveries(db: Db, loanId: number): Promise<StoredRecovery[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT id, amount, business_date, to_funders, to_fund, to_loss, interest, fees, note FROM recoveries
     WHERE loan_id = ? ORDER BY id DESC LIMIT 500`,
    [loanId],
  );
  return rows.map((row) => ({
    id: Number(row.id),
    amount: BigInt(row.amount),
    on: row.business_date as BusinessDate,
    toFunders: BigInt(row.to_funders),
    toFund: BigInt(row.to_fund),
    toLoss: BigInt(row.to_loss),
    interest: BigInt(row.interest),
    fees: BigInt(row.fees),
    note: String(row.note),
  }));
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
