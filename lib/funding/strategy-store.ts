import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { StrategyColumns } from "./strategy";

/** A depositor's strategy; null for somebody who has no row yet. */
export async function readStrategy(db: Db | Tx, depositorId: number): Promise<StrategyColumns | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT accepted_grades, longest_term_days, largest_share_ppm, keep_aside, reinvest FROM depositors WHERE user_id = ?",
    [depositorId],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    acceptedGrades: Number(row.accepted_grades),
    longestTermDays: row.longest_term_days === null ? null : Number(row.longest_term_days),
    largestSharePpm: Number(row.largest_share_ppm),
    keepAside: BigInt(row.keep_aside),
    reinvest: Boolean(row.reinvest),
  };
}

/** Writes the strategy of a locked depositor. */
export async function setStrategy(tx: Tx, depositorId: number, strategy: StrategyColumns): Promise<void> {
  const { acceptedGrades, longestTermDays, largestSharePpm, keepAside, reinvest } = strategy;
  await tx.$client.query(
    "UPDATE depositors SET accepted_grades = ?, longest_term_days = ?, largest_share_ppm = ?, keep_aside = ?, reinvest = ? WHERE user_id = ?",
    [acceptedGrades, longestTermDays, largestSharePpm, keepAside, reinvest, depositorId],
  );
}
