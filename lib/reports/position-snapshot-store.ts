import type { RowDataPacket } from "mysql2";
import type { Tx } from "@/db/transaction";
import type { Money } from "@/lib/core/money";
import { tileSettling, tileWorking, type Position, type PositionTile, type RoundFigures, type TileOwner } from "@/lib/core/position-proof";

/** Depositors of one statement. */
const DEPOSITORS_PER_READ = 500;
/** Rounds of one statement, and tiles: a round may have 10,000. */
const ROUNDS_PER_READ = 500;
const TILES_PER_READ = 20_000;

/** A round with its live tiles in the order of their offsets. */
export type RoundWithTiles = RoundFigures & { tiles: { owner: TileOwner; offset: Money; amount: Money }[] };

/** Rounds r in which somebody has a tile: not those that are closed for good, nor one whose disbursement came to nothing. */
const HAS_TILES = "r.closed_for_good = 0 AND EXISTS (SELECT 1 FROM tiles t WHERE t.loan_id = r.loan_id AND t.round_number = r.number AND t.closed = 0)";

/** How many positions and rounds there are in the snapshot, and when it was taken. */
export async function readExtent(snapshot: Tx): Promise<{ takenAt: Date; depositors: number; rounds: number }> {
  const [rows] = await snapshot.$client.query<RowDataPacket[]>(
    `SELECT UTC_TIMESTAMP(3) AS taken_at, (SELECT COUNT(*) FROM depositors) AS depositors,
       (SELECT COUNT(*) FROM funding_rounds r WHERE ${HAS_TILES}) AS rounds`,
  );
  return { takenAt: rows[0]?.taken_at as Date, depositors: Number(rows[0]?.depositors), rounds: Number(rows[0]?.rounds) };
}

/** Every depositor's position, in ranges of the primary key. */
export async function* readPositions(snapshot: Tx): AsyncGenerator<Position> {
  for (let after = 0; ; ) {
    const [rows] = await snapshot.$client.query<RowDataPacket[]>(
      "SELECT user_id, available, reserved, committed, due FROM depositors WHERE user_id > ? ORDER BY user_id LIMIT ?",
      [after, DEPOSITORS_PER_READ],
    );
    const last = rows.at(-1);
    if (!last) return;
    const tiles = await readTilesOfDepositors(snapshot, Number(rows[0]?.user_id), Number(last.user_id));
    for (const row of rows) yield positionOf(row, tiles.get(Number(row.user_id)) ?? []);
    after = Number(last.user_id);
  }
}

type HeldTile = { tile: PositionTile; round: RoundFigures };

function positionOf(row: RowDataPacket, held: readonly HeldTile[]): Position {
  return {
    depositorId: Number(row.user_id),
    available: BigInt(row.available),
    reserved: BigInt(row.reserved),
    committed: BigInt(row.committed),
    due: BigInt(row.due),
    settling: held.reduce((sum, { tile, round }) => sum + tileSettling(round, tile), 0n),
    working: held.reduce((sum, { tile, round }) => sum + tileWorking(round, tile.amount), 0n),
    tiles: held.map(({ tile }) => tile),
  };
}

const ROUND_COLUMNS = "r.loan_id, r.number, r.total, r.cum_principal, r.cum_interest, l.state = 'written_off' AS is_written_off";

async function readTilesOfDepositors(snapshot: Tx, first: number, last: number): Promise<Map<number, HeldTile[]>> {
  const [rows] = await snapshot.$client.query<RowDataPacket[]>(
    `SELECT t.depositor_id, t.offset_before, t.amount, t.settled_principal, t.settled_interest, ${ROUND_COLUMNS}
     FROM tiles t FORCE INDEX (tiles_depositor)
     JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
     JOIN loans l ON l.id = t.loan_id
     WHERE t.depositor_id BETWEEN ? AND ? AND t.closed = 0
     ORDER BY t.depositor_id, t.loan_id, t.round_number, t.offset_before`,
    [first, last],
  );
  const held = new Map<number, HeldTile[]>();
  for (const row of rows) {
    const depositorId = Number(row.depositor_id);
    const own = held.get(depositorId) ?? [];
    own.push({ tile: tileOf(row), round: roundOf(row) });
    held.set(depositorId, own);
  }
  return held;
}

function tileOf(row: RowDataPacket): PositionTile {
  return {
    ...{ loanId: Number(row.loan_id), round: Number(row.number), offset: BigInt(row.offset_before), amount: BigInt(row.amount) },
    ...{ settledPrincipal: BigInt(row.settled_principal), settledInterest: BigInt(row.settled_interest) },
  };
}

function roundOf(row: RowDataPacket): RoundFigures {
  return {
    ...{ loanId: Number(row.loan_id), round: Number(row.number), isWrittenOff: Number(row.is_written_off) === 1 },
    ...{ total: BigInt(row.total), cumPrincipal: BigInt(row.cum_principal), cumInterest: BigInt(row.cum_interest) },
  };
}

/** Every round in which somebody has a tile, with its tiles, in ranges of the primary key. */
export async function* readRounds(snapshot: Tx): AsyncGenerator<RoundWithTiles> {
  for (let after = { loanId: 0, round: 0 }; ; ) {
    const [rows] = await snapshot.$client.query<RowDataPacket[]>(
      `SELECT ${ROUND_COLUMNS}, r.tile_count FROM funding_rounds r JOIN loans l ON l.id = r.loan_id
       WHERE ${HAS_TILES} AND (r.loan_id > ? OR (r.loan_id = ? AND r.number > ?))
       ORDER BY r.loan_id, r.number LIMIT ?`,
      [after.loanId, after.loanId, after.round, ROUNDS_PER_READ],
    );
    const rounds = withinTiles(rows).map(roundOf);
    const last = rounds.at(-1);
    if (!last) return;
    const tiles = await readTilesOfRounds(snapshot, rounds);
    for (const round of rounds) yield { ...round, tiles: tiles.get(`${round.loanId}:${round.round}`) ?? [] };
    after = last;
  }
}

/** The first of these rounds, as many as a statement may bring the tiles of; at least one. */
function withinTiles(rows: readonly RowDataPacket[]): readonly RowDataPacket[] {
  let tiles = 0;
  const end = rows.findIndex((row, at) => (tiles += Number(row.tile_count)) > TILES_PER_READ && at > 0);
  return end === -1 ? rows : rows.slice(0, end);
}

async function readTilesOfRounds(snapshot: Tx, rounds: readonly RoundFigures[]): Promise<Map<string, RoundWithTiles["tiles"]>> {
  const [rows] = await snapshot.$client.query<RowDataPacket[]>(
    `SELECT loan_id, round_number, offset_before, amount, depositor_id, bank_id FROM tiles FORCE INDEX (tiles_round)
     WHERE loan_id BETWEEN ? AND ? AND closed = 0 ORDER BY loan_id, round_number, offset_before`,
    [rounds[0]?.loanId, rounds.at(-1)?.loanId],
  );
  const tiles = new Map<string, RoundWithTiles["tiles"]>();
  for (const row of rows) {
    const key = `${row.loan_id}:${row.round_number}`;
    const ofRound = tiles.get(key) ?? [];
    const owner: TileOwner = row.depositor_id === null ? { kind: "bank", id: Number(row.bank_id) } : { kind: "depositor", id: Number(row.depositor_id) };
    ofRound.push({ owner, offset: BigInt(row.offset_before), amount: BigInt(row.amount) });
    tiles.set(key, ofRound);
  }
  return tiles;
}
