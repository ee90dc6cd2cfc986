import { and, eq } from "drizzle-orm";
import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import { plainRows } from "@/db/plain-rows";
import type { Tx } from "@/db/transaction";
import { loans } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { invariant } from "@/lib/core/invariant";
import type { LoanState } from "@/lib/core/loan";

export type Loan = typeof loans.$inferSelect;

// Locking and saving a loan is part of every payment.
const loanRows = plainRows(loans);

/** Writes an application and answers its id. */
export async function insertLoan(tx: Tx, loan: typeof loans.$inferInsert): Promise<number> {
  const [{ id }] = (await tx.insert(loans).values(loan).$returningId()) as [{ id: number }];
  return Number(id);
}

/** Locks a loan. With a borrower's id only that borrower's own loan is found: a stranger's does not exist. */
export async function lockLoan(tx: Tx, loanId: number, borrowerId?: number): Promise<Loan | null> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT ${loanRows.columnList} FROM loans WHERE id = ?${borrowerId === undefined ? "" : " AND borrower_id = ?"} FOR UPDATE`,
    [loanId, borrowerId],
  );
  return rows[0] ? loanRows.rowOf(rows[0]) : null;
}

/** Reads a loan without a lock. */
export async function readLoan(db: Db | Tx, loanId: number): Promise<Loan | null> {
  const [loan] = await db.select().from(loans).where(eq(loans.id, loanId));
  return loan ?? null;
}

/** Does this borrower have an application for this product that waits for a decision? */
export async function hasPendingApplication(tx: Tx, borrowerId: number, productId: number): Promise<boolean> {
  const [row] = await tx
    .select({ id: loans.id })
    .from(loans)
    .where(and(eq(loans.borrowerId, borrowerId), eq(loans.productId, productId), eq(loans.state, "pending")))
    .limit(1);
  return row !== undefined;
}

/** Does this borrower have a running loan of this product? */
export async function hasActiveLoan(tx: Tx, borrowerId: number, productId: number): Promise<boolean> {
  const [row] = await tx
    .select({ id: loans.id })
    .from(loans)
    .where(and(eq(loans.borrowerId, borrowerId), eq(loans.productId, productId), eq(loans.state, "active")))
    .limit(1);
  return row !== undefined;
}

/** Notes a decision on an application. */
export async function setDecision(
  tx: Tx,
  loanId: number,
  decision: { state: LoanState; on: BusinessDate; by: number; reason: string | null },
): Promise<void> {
  await tx
    .update(loans)
    .set({ state: decision.state, decidedOn: decision.on, decidedBy: decision.by, decisionReason: decision.reason })
    .where(eq(loans.id, loanId));
}

/** The journal entry by which a loan was paid out. */
export async function readDisbursementEntry(tx: Tx, loanId: number): Promise<number> {
  const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT id FROM journal_entries WHERE loan_id = ? AND kind = 'loan_disbursed'", [loanId]);
  invariant(rows.length === 1, "loan: it was paid out once");
  return Number(rows[0]?.id);
}

/** Changes a locked loan's row. */
export async function setLoan(tx: Tx, loanId: number, change: Partial<Loan>): Promise<void> {
  const { list, values } = loanRows.assignmentsOf(change);
  await tx.$client.query(`UPDATE loans SET ${list} WHERE id = ?`, [...values, loanId]);
}
