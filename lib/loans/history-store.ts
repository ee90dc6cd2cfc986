import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import type { PrepaymentChoice } from "@/lib/core/repayment";
import type { ReplayedPayment, ServicingEvent, ServicingPayment } from "@/lib/core/replay";
import type { ScheduleChange } from "@/lib/core/replan";

/* What happened to a running loan, as it is stored: payments that count, and changes of its schedule. */

/** A posted payment as an event, with what it was stored to have paid. */
export type PostedPaymentEvent = ServicingPayment & { place: number; paid: ReplayedPayment };

/** A loan's life so far. `agreed` are the terms that its changes began from; null where there were none. */
export type LoanHistory = {
  payments: PostedPaymentEvent[];
  changes: (ServicingEvent & ScheduleChange)[];
  agreed: { ratePpm: number; instalmentCount: number; graceInstalments: number } | null;
};

/** The place of a payment among the events of its day; a schedule change stands behind the entry that was the newest. */
function placeOfEntry(entryId: number): number {
  return entryId * 2;
}

/** Reads the life of a loan whose row is locked. */
export async function readHistory(db: Db | Tx, loanId: number): Promise<LoanHistory> {
  const [paid] = await db.$client.query<RowDataPacket[]>(
    `SELECT id, kind, prepayment, amount, value_date, entry_id, principal, interest, fee, penalty, pre_closure_fee
     FROM repayments WHERE loan_id = ? AND state = 'posted' ORDER BY id`,
    [loanId],
  );
  const [changed] = await db.$client.query<RowDataPacket[]>(
    `SELECT kind, changed_on, after_entry_id, instalments, interest, rate_ppm, rate_ppm_before, instalment_count_before, grace_instalments_before
     FROM schedule_changes WHERE loan_id = ? ORDER BY id`,
    [loanId],
  );
  return {
    payments: paid.map(paymentOf),
    changes: changed.map(changeOf),
    agreed: agreedOf(changed[0]),
  };
}

function paymentOf(row: RowDataPacket): PostedPaymentEvent {
  const id = Number(row.id);
  const applied = { principal: BigInt(row.principal), interest: BigInt(row.interest), fee: BigInt(row.fee), penalty: BigInt(row.penalty) };
  return {
    ...{ kind: "payment", id, on: row.value_date as BusinessDate, place: placeOfEntry(Number(row.entry_id)) },
    ...{ pays: row.kind as ServicingPayment["pays"], amount: BigInt(row.amount), prepayment: row.prepayment as PrepaymentChoice },
    paid: { id, applied, preClosureFee: BigInt(row.pre_closure_fee) },
  };
}

function changeOf(row: RowDataPacket): ServicingEvent & ScheduleChange {
  const when = { on: row.changed_on as BusinessDate, place: placeOfEntry(Number(row.after_entry_id)) + 1 };
  if (row.kind === "holiday") return { ...when, kind: "holiday", instalments: Number(row.instalments), interest: row.interest as "accrues" | "waived" };
  return { ...when, kind: "restructure", instalmentCount: Number(row.instalments), annualRatePpm: Number(row.rate_ppm) };
}

/** The terms that a loan's changes began from; null when staff never changed its schedule. */
export async function readAgreed(db: Db | Tx, loanId: number): Promise<LoanHistory["agreed"]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT rate_ppm_before, instalment_count_before, grace_instalments_before FROM schedule_changes WHERE loan_id = ? ORDER BY id LIMIT 1",
    [loanId],
  );
  return agreedOf(rows[0]);
}

/** The same of each loan of a borrower whose schedule was changed, by the loan's id. */
export async function readAgreedOfBorrower(db: Db, borrowerId: number): Promise<Map<number, LoanHistory["agreed"]>> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT c.loan_id, c.rate_ppm_before, c.instalment_count_before, c.grace_instalments_before
     FROM (SELECT MIN(each_change.id) AS id FROM loans l JOIN schedule_changes each_change ON each_change.loan_id = l.id
           WHERE l.borrower_id = ? GROUP BY l.id) earliest
     JOIN schedule_changes c ON c.id = earliest.id`,
    [borrowerId],
  );
  return new Map(rows.map((row) => [Number(row.loan_id), agreedOf(row)]));
}

function agreedOf(first: RowDataPacket | undefined): LoanHistory["agreed"] {
  if (!first) return null;
  return { ratePpm: Number(first.rate_ppm_before), instalmentCount: Number(first.instalment_count_before), graceInstalments: Number(first.grace_instalments_before) };
}

/** A change as staff read it, with why it was made and who made it. */
export type MadeChange = ScheduleChange & { id: number; reason: string; madeBy: string | null };

/** What staff changed of a loan's schedule, oldest first. */
export async function readMadeChanges(db: Db, loanId: number): Promise<MadeChange[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT c.id, c.kind, c.changed_on, c.after_entry_id, c.instalments, c.interest, c.rate_ppm, c.reason, u.full_name
     FROM schedule_changes c LEFT JOIN users u ON u.id = c.actor_id WHERE c.loan_id = ? ORDER BY c.id LIMIT 200`,
    [loanId],
  );
  return rows.map((row) => ({ ...changeOf(row), id: Number(row.id), reason: String(row.reason), madeBy: row.full_name as string | null }));
}

/** Keeps a change of a locked loan's schedule, behind everything that was posted for it so far. */
export async function insertScheduleChange(
  tx: Tx,
  loan: { id: number; ratePpm: number; instalmentCount: number; graceInstalments: number },
  { change, reason, actorId }: { change: ScheduleChange; reason: string; actorId: number },
): Promise<number> {
  const holiday = change.kind === "holiday";
  const [result] = await tx.$client.query<ResultSetHeader>(
    `INSERT INTO schedule_changes (loan_id, kind, changed_on, after_entry_id, instalments, interest, rate_ppm, rate_ppm_before,
       instalment_count_before, grace_instalments_before, reason, actor_id)
     VALUES (?, ?, ?, (SELECT MAX(id) FROM journal_entries WHERE loan_id = ?), ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[loan.id, change.kind, change.on, loan.id],
      ...(holiday ? [change.instalments, change.interest, null] : [change.instalmentCount, null, change.annualRatePpm]),
      ...[loan.ratePpm, loan.instalmentCount, loan.graceInstalments, reason, actorId],
    ],
  );
  return Number(result.insertId);
}

/** Writes what payments paid after a replay, in one statement. */
export async function setPaidParts(tx: Tx, payments: readonly ReplayedPayment[]): Promise<void> {
  if (payments.length === 0) return;
  const list = payments.map(({ id, applied, preClosureFee }) => ({
    ...{ id, p: String(applied.principal), i: String(applied.interest) },
    ...{ f: String(applied.fee), n: String(applied.penalty), c: String(preClosureFee) },
  }));
  await tx.$client.query(
    `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', p BIGINT PATH '$.p', i BIGINT PATH '$.i', f BIGINT PATH '$.f',
       n BIGINT PATH '$.n', c BIGINT PATH '$.c')) v
     STRAIGHT_JOIN repayments r FORCE INDEX (PRIMARY) ON r.id = v.id
     SET r.principal = v.p, r.interest = v.i, r.fee = v.f, r.penalty = v.n, r.pre_closure_fee = v.c WHERE r.id IN (?)`,
    [JSON.stringify(list), payments.map(({ id }) => id)],
  );
}

/** A payment counts no more; what it had paid is taken out of its row, because it paid nothing. */
export async function setRepaymentReversed(
  tx: Tx,
  repaymentId: number,
  { on, reason, entryId }: { on: BusinessDate; reason: string; entryId: number },
): Promise<void> {
  await tx.$client.query(
    `UPDATE repayments SET state = 'reversed', reversed_on = ?, reversal_reason = ?, reversal_entry_id = ?,
       principal = 0, interest = 0, fee = 0, penalty = 0, pre_closure_fee = 0 WHERE id = ?`,
    [on, reason, entryId, repaymentId],
  );
}
