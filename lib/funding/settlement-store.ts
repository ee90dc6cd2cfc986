import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { Money } from "@/lib/core/money";
import { HAS_UNSETTLED } from "./tile-sql";

/** A tile with something to settle. */
export type UnsettledTile = {
  tileId: number;
  depositorId: number | null;
  bankId: number | null;
  amount: Money;
  settledPrincipal: Money;
  settledInterest: Money;
  total: Money;
  cumPrincipal: Money;
  cumInterest: Money;
};

const TILE_COLUMNS = `t.id, t.depositor_id, t.bank_id, t.amount, t.settled_principal, t.settled_interest,
  r.total, r.cum_principal, r.cum_interest`;

/**
 * The unsettled tiles of funders whose rows the caller has locked. No lock of its own: only settlement writes these
 * columns, under the funder's lock, and counters only grow, so a stale one merely settles less.
 */
export async function readUnsettledTiles(tx: Tx, funder: "depositor_id" | "bank_id", ids: readonly number[]): Promise<UnsettledTile[]> {
  if (ids.length === 0) return [];
  const index = funder === "depositor_id" ? "tiles_depositor" : "tiles_bank";
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT ${TILE_COLUMNS} FROM tiles t FORCE INDEX (${index})
     JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
     WHERE t.${funder} IN (?) AND ${HAS_UNSETTLED}`,
    [ids],
  );
  return rows.map((row) => ({
    tileId: Number(row.id),
    depositorId: row.depositor_id === null ? null : Number(row.depositor_id),
    bankId: row.bank_id === null ? null : Number(row.bank_id),
    amount: BigInt(row.amount),
    settledPrincipal: BigInt(row.settled_principal),
    settledInterest: BigInt(row.settled_interest),
    total: BigInt(row.total),
    cumPrincipal: BigInt(row.cum_principal),
    cumInterest: BigInt(row.cum_interest),
  }));
}

/** Rounds whose counters have moved since their tiles were last settled, oldest first, with the funders behind them. */
export async function readUnsettledRounds(
  db: Db | Tx,
  tileCountMax: number,
): Promise<{ rounds: RoundMark[]; depositorIds: number[]; bankIds: number[] }> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT r.loan_id, r.number, r.cum_principal, r.cum_interest, r.tile_count
     FROM funding_rounds r LEFT JOIN settlement_marks m ON m.loan_id = r.loan_id AND m.round_number = r.number
     WHERE r.cum_principal + r.cum_interest > COALESCE(m.cum_principal + m.cum_interest, 0)
     ORDER BY COALESCE(m.settled_at, '2000-01-01'), r.loan_id LIMIT 500`,
  );
  const rounds: RoundMark[] = [];
  let tileCount = 0;
  for (const row of rows) {
    tileCount += Number(row.tile_count);
    // At least one round, however many tiles it has: otherwise a large loan would never be settled.
    if (rounds.length > 0 && tileCount > tileCountMax) break;
    rounds.push({
      loanId: Number(row.loan_id),
      roundNumber: Number(row.number),
      cumPrincipal: BigInt(row.cum_principal),
      cumInterest: BigInt(row.cum_interest),
    });
  }
  return { rounds, ...(await readFunders(db, rounds)) };
}

/** How far a round is settled. */
export type RoundMark = { loanId: number; roundNumber: number; cumPrincipal: Money; cumInterest: Money };

async function readFunders(db: Db | Tx, rounds: readonly RoundMark[]): Promise<{ depositorIds: number[]; bankIds: number[] }> {
  if (rounds.length === 0) return { depositorIds: [], bankIds: [] };
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT DISTINCT depositor_id, bank_id FROM tiles WHERE (loan_id, round_number) IN (?) AND closed = 0",
    [rounds.map((round) => [round.loanId, round.roundNumber])],
  );
  const idsOf = (column: string) => rows.flatMap((row) => (row[column] === null ? [] : [Number(row[column])]));
  return { depositorIds: idsOf("depositor_id"), bankIds: idsOf("bank_id") };
}

/** Notes that the tiles of these rounds are settled up to these counters. */
export async function insertMarks(tx: Tx, rounds: readonly RoundMark[]): Promise<void> {
  if (rounds.length === 0) return;
  await tx.$client.query(
    `INSERT INTO settlement_marks (loan_id, round_number, cum_principal, cum_interest, settled_at) VALUES ?
     ON DUPLICATE KEY UPDATE cum_principal = GREATEST(cum_principal, VALUES(cum_principal)),
       cum_interest = GREATEST(cum_interest, VALUES(cum_interest)), settled_at = VALUES(settled_at)`,
    [rounds.map((round) => [round.loanId, round.roundNumber, round.cumPrincipal, round.cumInterest, new Date()])],
  );
}

/** The tile's new settled figures. */
export type SettledTile = { tileId: number; settledPrincipal: Money; settledInterest: Money };

/** Writes the settled figures of many tiles in one statement. */
export async function setTilesSettled(tx: Tx, settled: readonly SettledTile[]): Promise<void> {
  if (settled.length === 0) return;
  const list = JSON.stringify(settled.map((tile) => ({ i: tile.tileId, p: tile.settledPrincipal.toString(), n: tile.settledInterest.toString() })));
  await tx.$client.query(
    `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (i BIGINT PATH '$.i', p BIGINT PATH '$.p', n BIGINT PATH '$.n')) v
     STRAIGHT_JOIN tiles t FORCE INDEX (PRIMARY) ON t.id = v.i
     SET t.settled_principal = v.p, t.settled_interest = v.n WHERE t.id IN (?)`,
    [list, settled.map((tile) => tile.tileId)],
  );
}

/** What settlement does to one depositor's row. */
export type SettledDepositor = { depositorId: number; toAvailable: Money; toDue: Money; principal: Money; toKeepAside: Money };

/** Credits many depositors in one statement; their rows are locked by the caller. */
export async function creditDepositors(tx: Tx, credits: readonly SettledDepositor[]): Promise<void> {
  if (credits.length === 0) return;
  const list = JSON.stringify(
    credits.map((credit) => ({
      i: credit.depositorId,
      a: credit.toAvailable.toString(),
      w: credit.toDue.toString(),
      p: credit.principal.toString(),
      k: credit.toKeepAside.toString(),
    })),
  );
  await tx.$client.query(
    `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (i BIGINT PATH '$.i', a BIGINT PATH '$.a', w BIGINT PATH '$.w', p BIGINT PATH '$.p', k BIGINT PATH '$.k')) v
     STRAIGHT_JOIN depositors d FORCE INDEX (PRIMARY) ON d.user_id = v.i
     SET d.available = d.available + v.a, d.due = d.due - v.w, d.working = d.working - v.p, d.keep_aside = d.keep_aside + v.k
     WHERE d.user_id IN (?)`,
    [list, credits.map((credit) => credit.depositorId)],
  );
}
