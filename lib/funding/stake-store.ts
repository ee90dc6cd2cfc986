import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { PRINCIPAL_BACK } from "./tile-sql";

/** A depositor's money that is at work in one loan, or lost in it. */
export type Stake = { tileId: number; loanId: number; productName: string; minor: Money; situation: "on_time" | "late" | "lost" };

/** More stakes than this are not read for a picture of them; a depositor of a large bank may hold thousands. */
const STAKES_MAX = 5_000;

/** What is at work in each loan, or lost in it, largest first. */
export async function readStakes(db: Db, { depositorId, today }: { depositorId: number; today: BusinessDate }): Promise<Stake[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT t.id, t.loan_id, p.name AS product_name, l.state, l.oldest_unpaid_due_on < ? AS late, t.amount - ${PRINCIPAL_BACK} AS minor
     FROM tiles t
     JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
     JOIN loans l ON l.id = t.loan_id
     JOIN products p ON p.id = l.product_id
     WHERE t.depositor_id = ? AND t.closed = 0 AND l.state IN ('active', 'written_off') AND t.amount > ${PRINCIPAL_BACK}
     ORDER BY minor DESC, t.id LIMIT ?`,
    [today, depositorId, STAKES_MAX],
  );
  return rows.map((row) => ({
    tileId: Number(row.id),
    loanId: Number(row.loan_id),
    productName: String(row.product_name),
    minor: BigInt(row.minor),
    situation: situationOf(row),
  }));
}

function situationOf(row: RowDataPacket): Stake["situation"] {
  if (row.state === "written_off") return "lost";
  return Number(row.late) === 1 ? "late" : "on_time";
}
