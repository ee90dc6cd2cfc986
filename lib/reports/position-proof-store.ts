import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { toHex } from "@/lib/core/merkle-bytes";
import type { TreeKind } from "@/lib/core/merkle-sum-tree";
import type { Night, Position, ProvedRound } from "@/lib/core/position-proof";
import type { RoundWithTiles } from "./position-snapshot-store";
import { nodesBytes, type Chunk, type Places } from "./position-tree";

/** A round as a night proves it. */
export type RoundOfNight = ProvedRound & RoundWithTiles;

/** Text of one INSERT, about: a depositor may hold thousands of tiles. */
const STATEMENT_CHARACTERS = 1_000_000;

/** Writes rows as they come, many in one statement. `flush` when no more come. */
export function rowWriter(tx: Tx, insert: string) {
  let rows: (string | number | bigint)[][] = [];
  let characters = 0;

  async function flush(): Promise<void> {
    if (rows.length > 0) await tx.$client.query(insert, [rows]);
    rows = [];
    characters = 0;
  }

  async function write(row: (string | number | bigint)[]): Promise<void> {
    rows.push(row);
    characters += 200 + row.reduce((sum: number, each) => sum + (typeof each === "string" ? each.length : 0), 0);
    if (characters > STATEMENT_CHARACTERS) await flush();
  }

  return { write, flush };
}

export const INSERT_POSITIONS = `INSERT INTO proved_positions (business_date, depositor_id, first_place, second_place,
  available, settling, reserved, committed, due, working, tiles) VALUES ?`;

/** A row of `proved_positions`. */
export function positionRow(date: BusinessDate, position: Position, { firstPlace, secondPlace }: Places) {
  const { depositorId, available, settling, reserved, committed, due, working } = position;
  const tiles = position.tiles.map((tile) => [
    ...[tile.loanId, tile.round],
    ...[tile.offset, tile.amount, tile.settledPrincipal, tile.settledInterest].map(String),
  ]);
  return [date, depositorId, firstPlace, secondPlace, available, settling, reserved, committed, due, working, JSON.stringify(tiles)];
}

export const INSERT_ROUNDS = `INSERT INTO proved_rounds (business_date, loan_id, round_number, first_place, second_place, is_written_off,
  total, cum_principal, cum_interest, tile_count, tiles_root, depositors_working, banks_working, tiles) VALUES ?`;

/** A row of `proved_rounds`. */
export function roundRow(date: BusinessDate, round: RoundOfNight, { firstPlace, secondPlace }: Places) {
  const tiles = round.tiles.map(({ owner, amount }) => [owner.kind === "depositor" ? owner.id : 0, owner.kind === "bank" ? owner.id : 0, String(amount)]);
  return [
    ...[date, round.loanId, round.round, firstPlace, secondPlace, round.isWrittenOff ? 1 : 0],
    ...[round.total, round.cumPrincipal, round.cumInterest, round.tileCount, toHex(round.tilesHash)],
    ...[round.depositorsWorking, round.banksWorking, JSON.stringify(tiles)],
  ];
}

/** Writes leaves of a tree, a row for each chunk: as many as a statement may carry. */
export async function insertChunks(tx: Tx, { date, kind }: { date: BusinessDate; kind: TreeKind }, chunks: readonly Chunk[]): Promise<void> {
  if (chunks.length === 0) return;
  const rows = chunks.map(({ number, leaves, node }) => [date, kind.tag, number, nodesBytes(leaves), nodesBytes([node])]);
  await tx.$client.query("INSERT INTO proof_chunks (business_date, tree, number, leaves, node) VALUES ?", [rows]);
}

/** Writes what a night states. */
export async function insertProof(tx: Tx, night: Night, { root, secret }: { root: string; secret: string }): Promise<void> {
  const { positions, rounds } = night;
  await tx.$client.query(
    `INSERT INTO position_proofs (business_date, taken_at, currency, root, previous_root,
       position_leaves, positions_root, waiting, reserved, committed, due, working,
       round_leaves, rounds_root, outstanding, dust, depositors_working, banks_working, secret) VALUES ?`,
    [
      [
        [
          ...[night.date, new Date(night.takenAt), night.currency, root, night.previousHash && toHex(night.previousHash)],
          ...[positions.leafCount, toHex(positions.hash), ...positions.sums],
          ...[rounds.leafCount, toHex(rounds.hash), ...rounds.sums, secret],
        ],
      ],
    ],
  );
}

/** Under this name a date's proof is noted as done. */
const PROVE_POSITIONS = "prove-positions";

/** The root of the newest night, which the next one covers. */
export async function readNewestRoot(tx: Tx): Promise<string | null> {
  const [rows] = await tx.$client.query<RowDataPacket[]>("SELECT root FROM position_proofs ORDER BY business_date DESC LIMIT 1");
  return rows[0] ? String(rows[0].root) : null;
}

/**
 * The newest closed business date, if it was not proved yet. None while a night is noted as done and has no root: whoever
 * reads what is not committed sees by that that somebody is proving an older one.
 */
export async function readUnprovedDate(db: Db | Tx): Promise<BusinessDate | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT c.business_date FROM (SELECT MAX(business_date) AS business_date FROM closed_days) c
     LEFT JOIN end_of_day_tasks t ON t.business_date = c.business_date AND t.task = ?
     WHERE c.business_date IS NOT NULL AND t.task IS NULL AND NOT EXISTS (
       SELECT 1 FROM end_of_day_tasks o LEFT JOIN position_proofs p ON p.business_date = o.business_date
       WHERE o.task = ? AND o.business_date <> ? AND p.business_date IS NULL)`,
    [PROVE_POSITIONS, PROVE_POSITIONS, TURN],
  );
  return (rows[0]?.business_date as BusinessDate | undefined) ?? null;
}

/** No business date: the row that whoever proves holds, so that each night is proved after the one before. */
const TURN = "1000-01-01";

/**
 * Takes the turn to prove until the transaction ends. Two nights proved at the same time would both cover the one before
 * them, and the chain would fork for ever. Answers false at once when somebody else has it: come again.
 */
export async function takeTurn(tx: Tx): Promise<boolean> {
  const [free] = await tx.$client.query<RowDataPacket[]>("SELECT task FROM end_of_day_tasks WHERE business_date = ? AND task = ? FOR UPDATE SKIP LOCKED", [TURN, PROVE_POSITIONS]);
  if (free.length > 0) return true;
  const [held] = await tx.$client.query<RowDataPacket[]>("SELECT task FROM end_of_day_tasks WHERE business_date = ? AND task = ?", [TURN, PROVE_POSITIONS]);
  return held.length === 0 && (await claimDate(tx, TURN));
}

/** Takes the work of a date: a second process waits here and finds it done. Answers whether it is ours. */
export async function claimDate(tx: Tx, date: BusinessDate): Promise<boolean> {
  const [result] = await tx.$client.query<ResultSetHeader>(
    "INSERT IGNORE INTO end_of_day_tasks (business_date, task, done_at) VALUES (?, ?, CURRENT_TIMESTAMP(3))",
    [date, PROVE_POSITIONS],
  );
  return result.affectedRows === 1;
}

/** The oldest night whose positions are kept beyond the newest `nightsKept`. */
export async function readForgettableNight(db: Db | Tx, nightsKept: number): Promise<BusinessDate | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT business_date FROM position_proofs WHERE secret IS NOT NULL ORDER BY business_date DESC LIMIT 1000 OFFSET ?",
    [nightsKept],
  );
  return (rows.at(-1)?.business_date as BusinessDate | undefined) ?? null;
}

const POSITIONS_PER_RUN = 20_000;
const CHUNKS_PER_RUN = 500;

/** Deletes a part of what is kept of a night, and at last its secret. Answers whether everything is gone. */
export async function forgetSome(tx: Tx, date: BusinessDate): Promise<boolean> {
  for (const [table, limit] of [["proved_positions", POSITIONS_PER_RUN], ["proved_rounds", POSITIONS_PER_RUN], ["proof_chunks", CHUNKS_PER_RUN]] as const) {
    const [result] = await tx.$client.query<ResultSetHeader>(`DELETE FROM ${table} WHERE business_date = ? LIMIT ${limit}`, [date]);
    if (result.affectedRows === limit) return false;
  }
  await tx.$client.query("UPDATE position_proofs SET secret = NULL WHERE business_date = ?", [date]);
  return true;
}
