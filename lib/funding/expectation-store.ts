import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import { principalEarned } from "@/lib/core/distribution";
import type { ExpectingTile, UnpaidStretch } from "./expected-returns";

/*
 * Each of these reads counters and instalments in one statement: between two, a payment could be counted on both
 * sides, and a loan would seem to owe more than it lent.
 */

const EXPECTING_COLUMNS = `t.id, t.amount, r.total, r.cum_principal, r.cum_interest, r.cum_fund, r.interest_gross, r.margin_cum,
  l.advance + l.advance_lost AS advance, l.servicing_fee_ppm, l.fund_share_ppm`;

const FROM_EXPECTING = `FROM tiles t
  JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
  JOIN loans l ON l.id = t.loan_id AND l.state = 'active'
  JOIN instalments i ON i.loan_id = t.loan_id AND i.principal + i.interest > i.principal_paid + i.interest_paid
  WHERE t.depositor_id = ? AND t.closed = 0`;

/** A tile and what is unpaid of its loan in one stretch of time; fees and penalties are not the funders'. */
export type Expecting<Mark> = { tileId: number; tile: ExpectingTile; unpaid: UnpaidStretch; mark: Mark };

/** What is still to be paid on the loan of one own tile, instalment by instalment. */
export async function readUnpaidOfTile(db: Db, tileId: number, depositorId: number): Promise<Expecting<{ number: number; dueOn: BusinessDate }>[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${EXPECTING_COLUMNS}, i.number, i.due_on,
       i.principal - i.principal_paid AS unpaid_principal, i.interest - i.interest_paid AS unpaid_interest
     ${FROM_EXPECTING} AND t.id = ? ORDER BY i.number LIMIT 480`,
    [depositorId, tileId],
  );
  return rows.map((row) => ({ ...expectingOf(row), mark: { number: Number(row.number), dueOn: row.due_on as BusinessDate } }));
}

// Twelve months of five thousand tiles. They are read month by month, so beyond it only the furthest are missing.
const MONTHLY_ROWS_MAX = 60_000;

/**
 * What is still to be paid on the loans of all own tiles, per tile and month, oldest first. What is overdue already
 * has the mark null. Of loans that are non-performing nothing but the overdue part is counted.
 * @param span.until last due date that counts
 * @param span.performingAfter a loan whose oldest unpaid instalment was due on or before it is non-performing
 */
export async function readUnpaidByMonth(
  db: Db,
  depositorId: number,
  span: { today: BusinessDate; until: BusinessDate; performingAfter: BusinessDate },
): Promise<Expecting<string | null>[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${EXPECTING_COLUMNS}, IF(i.due_on < ?, NULL, DATE_FORMAT(i.due_on, '%Y-%m')) AS month,
       SUM(i.principal - i.principal_paid) AS unpaid_principal, SUM(i.interest - i.interest_paid) AS unpaid_interest
     ${FROM_EXPECTING} AND i.due_on <= ? AND (i.due_on < ? OR l.oldest_unpaid_due_on > ?)
     GROUP BY t.id, month ORDER BY month, t.id LIMIT ?`,
    [span.today, depositorId, span.until, span.today, span.performingAfter, MONTHLY_ROWS_MAX],
  );
  return rows.map((row) => ({ ...expectingOf(row), mark: row.month as string | null }));
}

function expectingOf(row: RowDataPacket): { tileId: number; tile: ExpectingTile; unpaid: UnpaidStretch } {
  const counters = {
    total: BigInt(row.total),
    cumPrincipal: BigInt(row.cum_principal),
    cumInterest: BigInt(row.cum_interest),
    cumFund: BigInt(row.cum_fund),
    interestGross: BigInt(row.interest_gross),
    marginCum: BigInt(row.margin_cum),
  };
  const rates = { feePpm: Number(row.servicing_fee_ppm), fundPpm: Number(row.fund_share_ppm) };
  const tile = { amount: BigInt(row.amount), counters, principalEarned: principalEarned(counters, BigInt(row.advance), rates), ...rates };
  return { tileId: Number(row.id), tile, unpaid: { principal: BigInt(row.unpaid_principal), interest: BigInt(row.unpaid_interest) } };
}
