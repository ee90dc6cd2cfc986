import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { loanTermsOf } from "@/lib/catalog/terms";
import type { LoanAccount, ServicedInstalment } from "@/lib/core/repayment";
import { invariant } from "@/lib/core/invariant";
import type { LoanTerms } from "@/lib/core/schedule";
import type { Loan } from "./store";

/* The servicing state of a loan as it is stored: the loan row's scalars and its instalments. */

const INSTALMENT_COLUMNS =
  "number, due_on, principal, interest, fee, penalty, principal_paid, interest_paid, fee_paid, penalty_paid";

/** The terms of a loan on the day it is paid out; its row copied them from the product. */
export function loanTerms(loan: Loan): LoanTerms {
  invariant(loan.disbursedOn !== null, "loan: terms begin with the disbursement");
  return loanTermsOf(loan, { amount: loan.principal, instalments: loan.instalmentCount }, loan.disbursedOn);
}

/** The account of a disbursed loan whose row the caller has read (and locked, when it will be changed). */
export async function readAccount(db: Db | Tx, loan: Loan): Promise<LoanAccount> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${INSTALMENT_COLUMNS} FROM instalments WHERE loan_id = ? ORDER BY number`,
    [loan.id],
  );
  const terms = loanTerms(loan);
  return {
    terms,
    instalments: rows.map(instalmentOf),
    instalmentAmount: loan.instalmentAmount,
    accruedFrom: loan.accruedFrom ?? terms.disbursedOn,
    accruedCarry: loan.accruedCarry,
    ...(loan.interestPauses ? { interestPauses: loan.interestPauses } : {}),
  };
}

function instalmentOf(row: RowDataPacket): ServicedInstalment {
  return {
    number: Number(row.number),
    dueOn: row.due_on as string,
    principal: BigInt(row.principal),
    interest: BigInt(row.interest),
    fee: BigInt(row.fee),
    penalty: BigInt(row.penalty),
    principalPaid: BigInt(row.principal_paid),
    interestPaid: BigInt(row.interest_paid),
    feePaid: BigInt(row.fee_paid),
    penaltyPaid: BigInt(row.penalty_paid),
  };
}

/** Writes the instalments that differ from before, and takes away those that a prepayment made superfluous. */
export async function saveInstalments(tx: Tx, loanId: number, { before, after }: { before: LoanAccount | null; after: LoanAccount }): Promise<void> {
  const known = new Map((before?.instalments ?? []).map((row) => [row.number, row]));
  const changed = after.instalments.filter((row) => !isSame(row, known.get(row.number)));
  if (changed.length > 0) {
    const values = changed.map((row) => [
      loanId,
      row.number,
      row.dueOn,
      ...[row.principal, row.interest, row.fee, row.penalty],
      ...[row.principalPaid, row.interestPaid, row.feePaid, row.penaltyPaid],
    ]);
    await tx.$client.query(
      `INSERT INTO instalments (loan_id, ${INSTALMENT_COLUMNS}) VALUES ?
       ON DUPLICATE KEY UPDATE due_on = VALUES(due_on), principal = VALUES(principal), interest = VALUES(interest),
         fee = VALUES(fee), penalty = VALUES(penalty), principal_paid = VALUES(principal_paid),
         interest_paid = VALUES(interest_paid), fee_paid = VALUES(fee_paid), penalty_paid = VALUES(penalty_paid)`,
      [values],
    );
  }
  const last = after.instalments.length;
  if (before && before.instalments.length > last) {
    await tx.$client.query("DELETE FROM instalments WHERE loan_id = ? AND number > ?", [loanId, last]);
  }
}

/** Takes the schedule of a loan away that was never lent. */
export async function deleteInstalments(tx: Tx, loanId: number): Promise<void> {
  await tx.$client.query("DELETE FROM instalments WHERE loan_id = ?", [loanId]);
}

function isSame(row: ServicedInstalment, known: ServicedInstalment | undefined): boolean {
  if (!known) return false;
  const fields = Object.keys(row) as (keyof ServicedInstalment)[];
  return fields.every((field) => row[field] === known[field]);
}
