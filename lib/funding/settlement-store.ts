import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { Money } from "@/lib/core/money";
import { ROWS_PER_STATEMENT } from "./store";
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
  /** Of a loan that was written off: what comes back had left the money at work already. */
  isLost: boolean;
};

/** Where to look for tiles, and how many to take: a funder of a large bank may hold thousands. */
export type TileScope = {
  /** Only in these loans; without them everywhere. */
  loanIds?: readonly number[];
  tilesMax?: number;
};

const TILE_COLUMNS = `t.id, t.depositor_id, t.bank_id, t.amount, t.settled_principal, t.settled_interest,
  r.total, r.cum_principal, r.cum_interest, l.state = 'written_off' AS is_lost`;

/**
 * The unsettled tiles of funders whose rows the caller has locked, funder by funder. No lock of its own: only
 * settlement writes these columns, under the funder's lock, and counters only grow, so a stale one merely settles less.
 */
export async function readUnsettledTiles(
  tx: Tx,
  { funder, ids }: { funder: "depositor_id" | "bank_id"; ids: readonly number[] },
  { loanIds, tilesMax }: TileScope = {},
): Promise<UnsettledTile[]> {
  if (ids.length === 0 || loanIds?.length === 0) return [];
  const index = funder === "depositor_id" ? "tiles_depositor" : "tiles_bank";
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT ${TILE_COLUMNS} FROM tiles t FORCE INDEX (${index})
     JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
     JOIN loans l ON l.id = t.loan_id
     WHERE t.${funder} IN (?) ${loanIds ? "AND t.closed = 0 AND t.loan_id IN (?)" : ""} AND ${HAS_UNSETTLED}
     ${tilesMax === undefined ? "" : `ORDER BY t.${funder}, t.closed, t.loan_id LIMIT ?`}`,
    [ids, ...(loanIds ? [loanIds] : []), ...(tilesMax === undefined ? [] : [tilesMax])],
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
    isLost: Number(row.is_lost) === 1,
  }));
}

/** A round and counters of it: how far its tiles are to be settled, or are. */
type RoundMark = { loanId: number; roundNumber: number; cumPrincipal: Money; cumInterest: Money };

/** Rounds whose counters are beyond their mark, those first that have waited longest. */
export type Backlog = {
  rounds: RoundMark[];
  /** Nothing else is unsettled, so that one need not look beyond these rounds. */
  isWhole: boolean;
};

/** More rounds than this are not looked at in one run. */
const ROUNDS_MAX = 500;

/** The oldest unsettled rounds with so many tiles in all (0: none); else at least one round, or a larger one would never be settled. */
export async function readBacklog(db: Db | Tx, tilesMax: number): Promise<Backlog> {
  if (tilesMax === 0) return { rounds: [], isWhole: false };
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT loan_id, number, cum_principal, cum_interest, tile_count FROM funding_rounds FORCE INDEX (funding_rounds_unsettled)
     WHERE unsettled = 1 ORDER BY mark_key_id, loan_id, number LIMIT ?`,
    [ROUNDS_MAX + 1],
  );
  const rounds: RoundMark[] = [];
  let tileCount = 0;
  for (const row of rows.slice(0, ROUNDS_MAX)) {
    tileCount += Number(row.tile_count);
    if (rounds.length > 0 && tileCount > tilesMax) break;
    rounds.push({
      loanId: Number(row.loan_id),
      roundNumber: Number(row.number),
      cumPrincipal: BigInt(row.cum_principal),
      cumInterest: BigInt(row.cum_interest),
    });
  }
  return { rounds, isWhole: rounds.length === rows.length };
}

/** Is any round unsettled? */
export async function hasBacklog(db: Db): Promise<boolean> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT 1 FROM funding_rounds FORCE INDEX (funding_rounds_unsettled) WHERE unsettled = 1 LIMIT 1",
  );
  return rows.length > 0;
}

/** Every depositor with something to settle anywhere, ascending. */
export async function readUnsettledDepositors(tx: Tx): Promise<number[]> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT DISTINCT t.depositor_id FROM funding_rounds r FORCE INDEX (funding_rounds_unsettled)
     STRAIGHT_JOIN tiles t FORCE INDEX (tiles_round) ON t.loan_id = r.loan_id AND t.round_number = r.number
     WHERE r.unsettled = 1 AND t.depositor_id IS NOT NULL AND ${HAS_UNSETTLED} ORDER BY t.depositor_id`,
  );
  return rows.map((row) => Number(row.depositor_id));
}

/** An unsettled tile of a round, and whose it is. */
export type TileToSettle = { tileId: number; loanId: number; roundNumber: number; depositorId: number | null; bankId: number | null };

/** The tiles of these rounds that have something to settle. */
export async function readTilesToSettle(db: Db | Tx, rounds: readonly RoundMark[]): Promise<TileToSettle[]> {
  if (rounds.length === 0) return [];
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT t.id, t.loan_id, t.round_number, t.depositor_id, t.bank_id
     FROM JSON_TABLE(?, '$[*]' COLUMNS (l BIGINT PATH '$.l', n INT PATH '$.n')) v
     STRAIGHT_JOIN funding_rounds r FORCE INDEX (PRIMARY) ON r.loan_id = v.l AND r.number = v.n
     STRAIGHT_JOIN tiles t FORCE INDEX (tiles_round) ON t.loan_id = v.l AND t.round_number = v.n
     WHERE ${HAS_UNSETTLED}`,
    [listOf(rounds)],
  );
  return rows.map((row) => ({
    tileId: Number(row.id),
    loanId: Number(row.loan_id),
    roundNumber: Number(row.round_number),
    depositorId: row.depositor_id === null ? null : Number(row.depositor_id),
    bankId: row.bank_id === null ? null : Number(row.bank_id),
  }));
}

function listOf(rounds: readonly RoundMark[]): string {
  return JSON.stringify(
    rounds.map((round) => ({ l: round.loanId, n: round.roundNumber, p: round.cumPrincipal.toString(), i: round.cumInterest.toString() })),
  );
}

/**
 * Moves the marks of these rounds, of which every tile is settled as far as said. A round that a payment holds at this
 * moment is left to a later run: settlement never waits for payments.
 * @returns how many were moved
 */
export async function moveMarks(tx: Tx, rounds: readonly RoundMark[], keyId: number): Promise<number> {
  if (rounds.length === 0) return 0;
  const list = listOf(rounds);
  const [free] = await tx.$client.query<RowDataPacket[]>(
    `SELECT r.loan_id, r.number FROM JSON_TABLE(?, '$[*]' COLUMNS (l BIGINT PATH '$.l', n INT PATH '$.n')) v
     STRAIGHT_JOIN funding_rounds r FORCE INDEX (PRIMARY) ON r.loan_id = v.l AND r.number = v.n FOR UPDATE SKIP LOCKED`,
    [list],
  );
  if (free.length === 0) return 0;
  const isFree = new Set(free.map((row) => `${row.loan_id}:${row.number}`));
  const moved = rounds.filter((round) => isFree.has(`${round.loanId}:${round.roundNumber}`));
  await tx.$client.query(
    `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (l BIGINT PATH '$.l', n INT PATH '$.n', p BIGINT PATH '$.p', i BIGINT PATH '$.i')) v
     STRAIGHT_JOIN funding_rounds r FORCE INDEX (PRIMARY) ON r.loan_id = v.l AND r.number = v.n
     SET r.mark_principal = GREATEST(r.mark_principal, v.p), r.mark_interest = GREATEST(r.mark_interest, v.i), r.mark_key_id = ?
     WHERE r.loan_id IN (?)`,
    [listOf(moved), keyId, moved.map((round) => round.loanId)],
  );
  return moved.length;
}

/** The tile's new settled figures. */
export type SettledTile = { tileId: number; settledPrincipal: Money; settledInterest: Money };

/** Writes the settled figures of many tiles in few statements; with final ones the tiles are closed. */
export async function setTilesSettled(tx: Tx, settled: readonly SettledTile[], { areFinal = false } = {}): Promise<void> {
  const change = `t.settled_principal = v.p, t.settled_interest = v.n${areFinal ? ", t.closed = 1" : ""}`;
  for (let start = 0; start < settled.length; start += ROWS_PER_STATEMENT) {
    const slice = settled.slice(start, start + ROWS_PER_STATEMENT);
    const list = JSON.stringify(slice.map((tile) => ({ i: tile.tileId, p: tile.settledPrincipal.toString(), n: tile.settledInterest.toString() })));
    await tx.$client.query(
      `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (i BIGINT PATH '$.i', p BIGINT PATH '$.p', n BIGINT PATH '$.n')) v
       STRAIGHT_JOIN tiles t FORCE INDEX (PRIMARY) ON t.id = v.i SET ${change} WHERE t.id IN (?)`,
      [list, slice.map((tile) => tile.tileId)],
    );
  }
}
