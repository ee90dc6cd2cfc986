import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Grade } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";

/** What became of the loans of one grade; minor units. */
export type GradeRecord = {
  grade: Grade;
  loanCount: number;
  lent: Money;
  /** Passed on to funders so far, all fees taken off. */
  interest: Money;
  /** Principal of loans that were written off which has not come back to funders. */
  lost: Money;
};

/** Older loans are not looked at, so that the page costs the same in a large bank. */
const RECORD_LOANS_MAX = 5_000;

/** The record of each grade over the newest loans that were paid out. Grades without a loan are absent. */
export async function readGradeRecords(db: Db): Promise<GradeRecord[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT l.grade, COUNT(*) AS loan_count, SUM(r.total) AS lent, SUM(r.cum_interest) AS interest,
       SUM(IF(l.state = 'written_off', r.total - r.cum_principal, 0)) AS lost
     FROM (SELECT id, grade, state FROM loans FORCE INDEX (PRIMARY)
       WHERE disbursed_on IS NOT NULL AND grade IS NOT NULL ORDER BY id DESC LIMIT ?) l
     STRAIGHT_JOIN funding_rounds r ON r.loan_id = l.id AND r.number = 1
     GROUP BY l.grade ORDER BY l.grade`,
    [RECORD_LOANS_MAX],
  );
  return rows.map((row) => ({
    grade: row.grade as Grade,
    loanCount: Number(row.loan_count),
    lent: BigInt(row.lent),
    interest: BigInt(row.interest),
    lost: BigInt(row.lost),
  }));
}
