import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { fromHex } from "@/lib/core/merkle-bytes";
import type { TreeKind } from "@/lib/core/merkle-sum-tree";
import type { Money } from "@/lib/core/money";
import type { Position, PositionTile, TileOwner } from "@/lib/core/position-proof";
import type { FileNight } from "@/lib/core/position-proof-file";
import type { RoundOfNight } from "./position-proof-store";
import { readNodes, type Chunk, type Places } from "./position-tree";

const CHUNKS_PER_READ = 200;
/** Loans of one statement: each may have 10,000 tiles. */
const LOANS_PER_READ = 20;

/** A night as everybody may see it, and whether positions of it can still be proved. */
export type StoredNight = FileNight & { id: number; isKept: boolean };

const NIGHT_COLUMNS = `id, business_date, taken_at, currency, root, previous_root, position_leaves, positions_root, waiting, reserved,
  committed, due, working, round_leaves, rounds_root, outstanding, dust, depositors_working, banks_working, secret IS NOT NULL AS is_kept`;

/** Nights, the newest first; with `after` those older than the one with this id, with `date` the one of that date. */
export async function readNights(db: Db | Tx, { limit, after, date }: { limit: number; after?: number; date?: BusinessDate }): Promise<StoredNight[]> {
  const older = after === undefined ? "" : "AND business_date < (SELECT business_date FROM position_proofs WHERE id = ?)";
  const ofDate = date === undefined ? "" : "AND business_date = ?";
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${NIGHT_COLUMNS} FROM position_proofs WHERE TRUE ${older} ${ofDate} ORDER BY business_date DESC LIMIT ?`,
    [...[after, date].filter((value) => value !== undefined), limit],
  );
  return rows.map(nightOf);
}

/** The night of a date, or the newest one, with its secret while its positions are kept. */
export async function readKeptNight(db: Tx, date: BusinessDate | undefined): Promise<{ night: StoredNight; secret: string } | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${NIGHT_COLUMNS}, secret FROM position_proofs WHERE secret IS NOT NULL ${date === undefined ? "" : "AND business_date = ?"} ORDER BY business_date DESC LIMIT 1`,
    date === undefined ? [] : [date],
  );
  const row = rows[0];
  return row ? { night: nightOf(row), secret: String(row.secret) } : null;
}

function nightOf(row: RowDataPacket): StoredNight {
  return {
    id: Number(row.id),
    isKept: Number(row.is_kept) === 1,
    ...{ date: String(row.business_date), taken_at: (row.taken_at as Date).toISOString(), currency: String(row.currency) },
    ...{ previous_root: row.previous_root === null ? null : String(row.previous_root), root: String(row.root) },
    positions: {
      ...{ leaf_count: Number(row.position_leaves), root: String(row.positions_root), waiting: String(row.waiting) },
      ...{ reserved: String(row.reserved), committed: String(row.committed), due: String(row.due), working: String(row.working) },
    },
    loans: {
      ...{ leaf_count: Number(row.round_leaves), root: String(row.rounds_root), outstanding: String(row.outstanding) },
      ...{ dust: String(row.dust), depositors_working: String(row.depositors_working), banks_working: String(row.banks_working) },
    },
  };
}

/** A depositor's position of a night, and where its two leaves stand. */
export async function readProvedPosition(db: Tx, date: BusinessDate, depositorId: number): Promise<{ position: Position; places: Places } | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT first_place, second_place, available, settling, reserved, committed, due, working, tiles
     FROM proved_positions WHERE business_date = ? AND depositor_id = ?`,
    [date, depositorId],
  );
  const row = rows[0];
  if (!row) return null;
  const position = {
    ...{ depositorId, available: BigInt(row.available), settling: BigInt(row.settling), reserved: BigInt(row.reserved) },
    ...{ committed: BigInt(row.committed), due: BigInt(row.due), working: BigInt(row.working) },
    tiles: (JSON.parse(String(row.tiles)) as [number, number, string, string, string, string][]).map(tileOf),
  };
  return { position, places: placesOf(row) };
}

function tileOf([loanId, round, ...[offset, amount, settledPrincipal, settledInterest]]: [number, number, string, string, string, string]): PositionTile {
  return {
    ...{ loanId, round, offset: BigInt(offset), amount: BigInt(amount) },
    ...{ settledPrincipal: BigInt(settledPrincipal), settledInterest: BigInt(settledInterest) },
  };
}

/** The rounds of these loans as a night proved them, in order. */
export async function* readProvedRounds(snapshot: Tx, date: BusinessDate, loanIds: readonly number[]): AsyncGenerator<{ round: RoundOfNight; places: Places }> {
  const inOrder = loanIds.toSorted((left, right) => left - right);
  for (let start = 0; start < inOrder.length; start += LOANS_PER_READ) {
    const [rows] = await snapshot.$client.query<RowDataPacket[]>(
      `SELECT loan_id, round_number, first_place, second_place, is_written_off, total, cum_principal, cum_interest, tiles_root,
         depositors_working, banks_working, tiles
       FROM proved_rounds WHERE business_date = ? AND loan_id IN (?) ORDER BY loan_id, round_number`,
      [date, inOrder.slice(start, start + LOANS_PER_READ)],
    );
    for (const row of rows) yield { round: roundOf(row), places: placesOf(row) };
  }
}

function roundOf(row: RowDataPacket): RoundOfNight {
  let before: Money = 0n;
  const tiles = (JSON.parse(String(row.tiles)) as [number, number, string][]).map(([depositorId, bankId, digits]) => {
    const owner: TileOwner = depositorId > 0 ? { kind: "depositor", id: depositorId } : { kind: "bank", id: bankId };
    const [offset, amount] = [before, BigInt(digits)];
    before += amount;
    return { owner, offset, amount };
  });
  return {
    ...{ loanId: Number(row.loan_id), round: Number(row.round_number), isWrittenOff: Number(row.is_written_off) === 1 },
    ...{ total: BigInt(row.total), cumPrincipal: BigInt(row.cum_principal), cumInterest: BigInt(row.cum_interest), tiles },
    ...{ tileCount: tiles.length, tilesHash: fromHex(String(row.tiles_root)) },
    ...{ depositorsWorking: BigInt(row.depositors_working), banksWorking: BigInt(row.banks_working) },
  };
}

function placesOf(row: RowDataPacket): Places {
  return { firstPlace: Number(row.first_place), secondPlace: Number(row.second_place) };
}

/** The rows of leaves of a night's tree, in order, each with the node that is stored over it. */
export async function* readChunks(db: Db, { date, kind }: { date: BusinessDate; kind: TreeKind }): AsyncGenerator<Chunk> {
  for (let from = 0; ; from += CHUNKS_PER_READ) {
    const [rows] = await db.$client.query<RowDataPacket[]>(
      "SELECT number, leaves, node FROM proof_chunks WHERE business_date = ? AND tree = ? AND number >= ? ORDER BY number LIMIT ?",
      [date, kind.tag, from, CHUNKS_PER_READ],
    );
    for (const row of rows) {
      const [node] = readNodes(kind, row.node as Buffer);
      if (node) yield { number: Number(row.number), leaves: readNodes(kind, row.leaves as Buffer), node };
    }
    if (rows.length < CHUNKS_PER_READ) return;
  }
}
