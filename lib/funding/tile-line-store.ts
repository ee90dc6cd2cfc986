import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import { linePart } from "@/lib/core/distribution";
import { invariant } from "@/lib/core/invariant";
import type { EntryKind } from "@/lib/core/ledger";
import type { Money } from "@/lib/core/money";
import type { OwnTileDetail } from "./own-tile-store";

/**
 * What one entry of a loan brought a tile. "closing" is the last unit of rounding when the loan is closed for good,
 * "tile_bought" the accrued interest that the holder paid for, "tile_sold" what the sale brought.
 */
export type TileLine = { id: number; kind: EntryKind | "tile_bought" | "closing"; on: BusinessDate; principal: Money; interest: Money };

// A loan has at most 480 instalments; payments beyond are parts of them and reversals.
const LINES_MAX = 2_000;

/**
 * What each payment brought the tile while its holder had it, oldest first. No row was written for it: entries keep the
 * loan's counters after them, and the tile's line is the difference of two floors.
 */
export async function readTileLines(db: Db, tile: OwnTileDetail): Promise<TileLine[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    // The sale by which a tile came carries the counters as they were then. Other sales move none.
    `SELECT id, kind, business_date, cum_principal_after, cum_interest_after FROM journal_entries
     WHERE loan_id = ? AND round_number = ? AND cum_principal_after IS NOT NULL AND id >= ? AND id < ? AND (kind <> 'tile_sold' OR id = ?)
     ORDER BY id LIMIT ?`,
    [tile.loanId, tile.roundNumber, tile.acquiredEntryId ?? 0, tile.endedEntryId ?? Number.MAX_SAFE_INTEGER, tile.acquiredEntryId ?? 0, LINES_MAX],
  );
  const part = { amount: tile.amount, total: tile.loanTotal };
  let before = { principal: 0n, interest: 0n };
  const lines = rows.flatMap((row): TileLine[] => {
    const after = { principal: BigInt(row.cum_principal_after), interest: BigInt(row.cum_interest_after) };
    const line = {
      id: Number(row.id),
      kind: row.kind as EntryKind,
      on: row.business_date as BusinessDate,
      principal: linePart(before.principal, after.principal, part),
      interest: linePart(before.interest, after.interest, part),
    };
    before = after;
    return line.id === tile.acquiredEntryId ? [] : [line];
  });
  const held = withRefund([...boughtLine(tile), ...lines, ...soldLine(tile)], await refundLine(db, tile));
  return [...held, ...(await closingLine(db, tile, held))];
}

// Accrued interest that its holder had back, because the loan was never lent: also of a tile that was sold before.
async function refundLine(db: Db, { loanId, roundNumber, interestRefunded }: OwnTileDetail): Promise<TileLine | null> {
  if (interestRefunded === 0n) return null;
  const [[row]] = await db.$client.query<RowDataPacket[]>(
    "SELECT id, business_date FROM journal_entries WHERE loan_id = ? AND round_number = ? AND kind = 'disbursement_undone'",
    [loanId, roundNumber],
  );
  invariant(row !== undefined, "tile: interest was refunded by the entry that undid the payout");
  return { id: Number(row.id), kind: "disbursement_undone", on: row.business_date as BusinessDate, principal: 0n, interest: interestRefunded };
}

/** One line for one entry: of a tile that is still held the refund came together with its principal. */
function withRefund(lines: readonly TileLine[], refund: TileLine | null): readonly TileLine[] {
  if (refund === null) return lines;
  if (!lines.some(({ id }) => id === refund.id)) return [...lines, refund];
  return lines.map((line) => (line.id === refund.id ? { ...line, interest: line.interest + refund.interest } : line));
}

function boughtLine({ acquiredEntryId, purchase, heldFrom }: OwnTileDetail): TileLine[] {
  if (acquiredEntryId === null || purchase === null) return [];
  return [{ id: acquiredEntryId, kind: "tile_bought", on: heldFrom, principal: 0n, interest: -purchase.interest }];
}

function soldLine({ endedEntryId, sale, soldOn }: OwnTileDetail): TileLine[] {
  if (endedEntryId === null || sale === null || soldOn === null) return [];
  return [{ id: endedEntryId, kind: "tile_sold", on: soldOn, principal: sale.principal, interest: sale.interest }];
}

// Closed for good, dust is shared out: a tile's final part of a counter may be one minor unit above the interim one.
async function closingLine(db: Db, tile: OwnTileDetail, lines: readonly TileLine[]): Promise<TileLine[]> {
  if (!tile.final) return [];
  const principal = lines.reduce((rest, line) => rest - line.principal, tile.principalBack);
  const interest = lines.reduce((rest, line) => rest - line.interest, tile.earned);
  if (principal === 0n && interest === 0n) return [];
  const [rows] = await db.$client.query<RowDataPacket[]>(
    "SELECT id, business_date FROM journal_entries WHERE loan_id = ? AND round_number = ? AND kind = 'rounding_at_closing'",
    [tile.loanId, tile.roundNumber],
  );
  return rows.map((row) => ({ id: Number(row.id), kind: "closing", on: row.business_date as BusinessDate, principal, interest }));
}
