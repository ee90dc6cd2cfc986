import type { RowDataPacket } from "mysql2";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import type { LateFeeRule } from "@/lib/core/late-fee";
import type { Money } from "@/lib/core/money";

/** Locks the bank's clock, so that one close of business runs at a time. */
export async function lockBusinessDate(tx: Tx): Promise<BusinessDate> {
  const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT business_date FROM installation WHERE id = 1 FOR UPDATE");
  return rows[0]?.business_date as BusinessDate;
}

/** Ends a day and begins the next. */
export async function moveBusinessDate(tx: Tx, ended: BusinessDate, next: BusinessDate): Promise<void> {
  await tx.$client.query("INSERT INTO closed_days (business_date, closed_at) VALUES (?, CURRENT_TIMESTAMP(3))", [ended]);
  await tx.$client.query("UPDATE installation SET business_date = ? WHERE id = 1", [next]);
}

/** An instalment whose grace runs out, with what of it is paid, and what its loan agreed about lateness. */
export type LateInstalment = {
  loanId: number;
  number: number;
  principal: Money;
  interest: Money;
  principalPaid: Money;
  interestPaid: Money;
  rule: LateFeeRule;
};

/**
 * Unpaid instalments of active loans whose late fee day this is: the same day as `lateFeeDay` of lib/core/late-fee.ts.
 * Locks the loans they belong to, in order, and no other; they are read again once they are locked.
 */
export async function lockNewlyLate(tx: Tx, today: BusinessDate): Promise<LateInstalment[]> {
  const [loans] = await tx.$client.query<RowDataPacket[]>(
    // The oldest unpaid due date is where the index begins: only loans in arrears have their instalments looked at.
    `SELECT DISTINCT l.id FROM loans l JOIN instalments i ON i.loan_id = l.id
     WHERE l.state = 'active' AND l.late_fee > 0 AND l.oldest_unpaid_due_on <= DATE_SUB(?, INTERVAL l.late_fee_grace_days + 1 DAY)
       AND i.due_on = DATE_SUB(?, INTERVAL l.late_fee_grace_days + 1 DAY) AND i.principal + i.interest > i.principal_paid + i.interest_paid
     ORDER BY l.id`,
    [today, today],
  );
  if (loans.length === 0) return [];
  const ids = loans.map((loan) => Number(loan.id));
  await tx.$client.query("SELECT id FROM loans WHERE id IN (?) ORDER BY id FOR UPDATE", [ids]);
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT i.loan_id, i.number, i.principal, i.interest, i.principal_paid, i.interest_paid,
       l.late_fee, l.late_fee_grace_days, l.late_fee_cap_ppm
     FROM instalments i JOIN loans l ON l.id = i.loan_id
     WHERE i.loan_id IN (?) AND l.state = 'active' AND i.due_on = DATE_SUB(?, INTERVAL l.late_fee_grace_days + 1 DAY)
       AND i.principal + i.interest > i.principal_paid + i.interest_paid`,
    [ids, today],
  );
  return rows.map((row) => ({
    ...{ loanId: Number(row.loan_id), number: Number(row.number), principal: BigInt(row.principal), interest: BigInt(row.interest) },
    ...{ principalPaid: BigInt(row.principal_paid), interestPaid: BigInt(row.interest_paid) },
    rule: { amount: BigInt(row.late_fee), graceDays: Number(row.late_fee_grace_days), capPpm: Number(row.late_fee_cap_ppm) },
  }));
}

/** Charges late fees in one statement; each is posted when it is paid. */
export async function chargeLateFees(tx: Tx, late: readonly { loanId: number; number: number; lateFee: Money }[]): Promise<void> {
  if (late.length === 0) return;
  const list = JSON.stringify(late.map(({ loanId, number, lateFee }) => ({ l: loanId, n: number, f: lateFee.toString() })));
  await tx.$client.query(
    `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (l BIGINT PATH '$.l', n INT PATH '$.n', f BIGINT PATH '$.f')) v
     STRAIGHT_JOIN instalments i FORCE INDEX (PRIMARY) ON i.loan_id = v.l AND i.number = v.n
     SET i.penalty = i.penalty + v.f WHERE i.loan_id IN (?)`,
    [list, late.map(({ loanId }) => loanId)],
  );
}
