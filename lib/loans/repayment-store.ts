import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import type { Components, PrepaymentChoice } from "@/lib/core/repayment";
import { instantNow } from "@/lib/platform/clock";

export type NewRepayment = {
  loanId: number;
  kind: "instalment" | "payoff";
  prepayment: PrepaymentChoice;
  amount: Money;
  valueDate: BusinessDate;
  /** Null where no rail carried it: money that staff recorded afterwards. */
  transferId: number | null;
};

/** Keeps a payment that the rail holds; nothing is posted for it yet. */
export async function insertHeldRepayment(tx: Tx, repayment: NewRepayment): Promise<number> {
  const [result] = await tx.$client.query<ResultSetHeader>(
    `INSERT INTO repayments (loan_id, kind, prepayment, state, amount, value_date, transfer_id) VALUES (?, ?, ?, 'held', ?, ?, ?)`,
    [repayment.loanId, repayment.kind, repayment.prepayment, repayment.amount, repayment.valueDate, repayment.transferId],
  );
  return Number(result.insertId);
}

/** What a posted payment paid. */
export type PostedRepayment = NewRepayment & { applied: Components; preClosureFee: Money; entryId: number };

/** Keeps a payment that was posted. */
export async function insertPostedRepayment(tx: Tx, repayment: PostedRepayment): Promise<number> {
  const { applied } = repayment;
  const [result] = await tx.$client.query<ResultSetHeader>(
    `INSERT INTO repayments (loan_id, kind, prepayment, state, amount, value_date, principal, interest, fee, penalty, pre_closure_fee,
       entry_id, transfer_id, settled_at) VALUES (?, ?, ?, 'posted', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      repayment.loanId,
      repayment.kind,
      repayment.prepayment,
      repayment.amount,
      repayment.valueDate,
      ...[applied.principal, applied.interest, applied.fee, applied.penalty, repayment.preClosureFee],
      repayment.entryId,
      repayment.transferId,
      instantNow(),
    ],
  );
  return Number(result.insertId);
}

export type StoredRepayment = {
  loanId: number;
  kind: "instalment" | "payoff";
  prepayment: PrepaymentChoice;
  state: "held" | "posted" | "bounced" | "reversed";
  amount: Money;
  valueDate: BusinessDate;
  /** What it paid; nothing unless it is posted. */
  applied: Components;
  preClosureFee: Money;
  /** Null until it is posted. */
  entryId: number | null;
  /** Null where no rail carried it. */
  transferId: number | null;
};

/** Was anything ever paid on this loan, or does the rail hold a payment? One that was taken back had been passed on. */
export async function hasCountedRepayment(tx: Tx, loanId: number): Promise<boolean> {
  const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT 1 FROM repayments WHERE loan_id = ? AND state <> 'bounced' LIMIT 1", [loanId]);
  return rows.length > 0;
}

/** Which loan a payment belongs to: read before the loan is locked, because loans are locked first. */
export async function loanOfRepayment(tx: Tx, repaymentId: number): Promise<number | null> {
  const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT loan_id FROM repayments WHERE id = ?", [repaymentId]);
  return rows[0] ? Number(rows[0].loan_id) : null;
}

/** Locks a payment. */
export async function lockRepayment(tx: Tx, repaymentId: number): Promise<StoredRepayment | null> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT loan_id, kind, prepayment, state, amount, value_date, principal, interest, fee, penalty, pre_closure_fee, entry_id, transfer_id
     FROM repayments WHERE id = ? FOR UPDATE`,
    [repaymentId],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    loanId: Number(row.loan_id),
    kind: row.kind as StoredRepayment["kind"],
    prepayment: row.prepayment as PrepaymentChoice,
    state: row.state as StoredRepayment["state"],
    amount: BigInt(row.amount),
    valueDate: row.value_date as BusinessDate,
    applied: { principal: BigInt(row.principal), interest: BigInt(row.interest), fee: BigInt(row.fee), penalty: BigInt(row.penalty) },
    preClosureFee: BigInt(row.pre_closure_fee),
    entryId: idOf(row.entry_id),
    transferId: idOf(row.transfer_id),
  };
}

function idOf(value: unknown): number | null {
  return value === null ? null : Number(value);
}

/** A held payment has arrived and was posted, on this date and with this effect. */
export async function setRepaymentPosted(
  tx: Tx,
  repaymentId: number,
  { applied, preClosureFee, entryId, valueDate }: Pick<PostedRepayment, "applied" | "preClosureFee" | "entryId" | "valueDate">,
): Promise<void> {
  await tx.$client.query(
    `UPDATE repayments SET state = 'posted', principal = ?, interest = ?, fee = ?, penalty = ?, pre_closure_fee = ?,
       entry_id = ?, value_date = ?, settled_at = ? WHERE id = ?`,
    [...[applied.principal, applied.interest, applied.fee, applied.penalty, preClosureFee], entryId, valueDate, instantNow(), repaymentId],
  );
}

/** A held payment did not arrive. */
export async function setRepaymentBounced(tx: Tx, repaymentId: number): Promise<void> {
  await tx.$client.query("UPDATE repayments SET state = 'bounced', settled_at = ? WHERE id = ?", [instantNow(), repaymentId]);
}
