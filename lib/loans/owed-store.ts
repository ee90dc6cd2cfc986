import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { Money } from "@/lib/core/money";

/** What is still to be paid of an instalment, all components. */
const UNPAID = "(i.principal + i.interest + i.fee + i.penalty - i.principal_paid - i.interest_paid - i.fee_paid - i.penalty_paid)";

/** What is still owed of a loan that was given up: nothing accrues, and recoveries that count are taken off. */
const STILL_OWED = `(SELECT w.owed_principal + w.owed_interest + w.owed_fees - COALESCE((SELECT SUM(y.amount) FROM recoveries y WHERE y.loan_id = w.loan_id AND y.reversed_on IS NULL), 0)
  FROM write_offs w WHERE w.loan_id = l.id)`;

/**
 * What is left of the schedule of each loan of a borrower that was paid out, interest to come included, by its id; a loan
 * that is paid has 0, and one that was written off what is still owed of it. Minor units.
 */
export async function readOwedOfBorrower(db: Db | Tx, borrowerId: number): Promise<Map<number, Money>> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT l.id AS loan_id, IF(l.state = 'written_off', ${STILL_OWED}, SUM(${UNPAID})) AS owed
     FROM loans l JOIN instalments i ON i.loan_id = l.id WHERE l.borrower_id = ? GROUP BY l.id, l.state`,
    [borrowerId],
  );
  return new Map(rows.map((row) => [Number(row.loan_id), BigInt(String(row.owed))]));
}

/**
 * What the person behind each of these logins still owes of loans that were written off, whichever login of theirs
 * borrowed; who owes nothing is left out. Minor units.
 */
export async function readUnpaidDebts(db: Db | Tx, borrowerIds: readonly number[]): Promise<Map<number, Money>> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT asked.id AS borrower_id, SUM(asked.owed) AS owed FROM (
       SELECT u.id, ${STILL_OWED} AS owed FROM users u JOIN users p ON p.person_id = u.person_id
       JOIN loans l ON l.borrower_id = p.id AND l.state = 'written_off' WHERE u.id IN (?)
     ) asked WHERE asked.owed > 0 GROUP BY asked.id`,
    [borrowerIds],
  );
  return new Map(rows.map((row) => [Number(row.borrower_id), BigInt(String(row.owed))]));
}

/** Who stands behind a loan: how many depositors, and with how much together. Minor units. */
export type LoanFunders = { depositors: number; total: Money };

/** The depositors behind each loan of a borrower, by the loan's id, without their names. */
export async function readFundersOfBorrower(db: Db | Tx, borrowerId: number): Promise<Map<number, LoanFunders>> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT t.loan_id, COUNT(DISTINCT t.depositor_id) AS depositors, SUM(t.amount) AS total
     FROM loans l JOIN tiles t ON t.loan_id = l.id AND t.round_number = 1 AND t.live = 1
     WHERE l.borrower_id = ? AND t.depositor_id IS NOT NULL GROUP BY t.loan_id`,
    [borrowerId],
  );
  return new Map(rows.map((row) => [Number(row.loan_id), { depositors: Number(row.depositors), total: BigInt(String(row.total)) }]));
}
