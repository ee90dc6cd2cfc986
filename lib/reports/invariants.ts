import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { balanceChecks } from "./invariants/balance-checks";
import { collectionChecks } from "./invariants/collection-checks";
import { entryChecks } from "./invariants/entry-checks";
import { fundingChecks } from "./invariants/funding-checks";
import { incomeChecks } from "./invariants/income-checks";
import type { Invariant } from "./invariants/invariant";
import { loanChecks } from "./invariants/loan-checks";
import { ownershipChecks } from "./invariants/ownership-checks";
import { proofChecks } from "./invariants/proof-checks";
import { reservationChecks } from "./invariants/reservation-checks";
import { saleChecks } from "./invariants/sale-checks";

const ROWS_SHOWN_MAX = 5;

const invariants: readonly Invariant[] = [...entryChecks, ...balanceChecks, ...fundingChecks, ...loanChecks, ...collectionChecks, ...incomeChecks, ...reservationChecks, ...saleChecks, ...ownershipChecks, ...proofChecks];

export type InvariantResult = { name: string; rule: string; problems: string[] };

/** With the time that its proof took. */
export type TimedResult = InvariantResult & { milliseconds: number };

/**
 * Proves every invariant on the database as it is committed now.
 * @param rowsMax how many offending rows to name of each
 */
export async function checkInvariants(db: Db, rowsMax = ROWS_SHOWN_MAX): Promise<TimedResult[]> {
  const results: TimedResult[] = [];
  for (const { name, rule, statement } of invariants) {
    const startedAt = performance.now();
    const [rows] = await db.$client.query<RowDataPacket[]>(`${statement} LIMIT ${rowsMax}`);
    results.push({ name, rule, problems: rows.map((row) => String(row.problem)), milliseconds: Math.round(performance.now() - startedAt) });
  }
  return results;
}

/**
 * The invariants that do not hold, found in one statement: every check sees the same moment, and it costs one journey,
 * so that it can be asked after everything that happens, also inside a transaction about what that has done.
 */
export async function findBrokenInvariants(db: Db | Tx, rowsMax = ROWS_SHOWN_MAX): Promise<InvariantResult[]> {
  const checks = invariants.map(({ statement }, index) => `SELECT ${index} AS at, CONVERT(x${index}.problem USING utf8mb4) AS problem FROM (${statement} LIMIT ${rowsMax}) x${index}`);
  const [rows] = await db.$client.query<RowDataPacket[]>(checks.join("\nUNION ALL "));
  const found = invariants.map(({ name, rule }, index) => ({ name, rule, problems: rows.filter((row) => Number(row.at) === index).map((row) => String(row.problem)) }));
  return found.filter(({ problems }) => problems.length > 0);
}
