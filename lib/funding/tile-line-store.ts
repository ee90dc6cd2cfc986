import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import { linePart } from "@/lib/core/distribution";
import type { EntryKind } from "@/lib/core/ledger";
import type { Money } from "@/lib/core/money";
import type { OwnTileDetail } from "./own-tile-store";

/** What one entry of a loan brought a tile; "closing" is the last unit of rounding when the loan is closed for good. */
export type TileLine = { id: number; kind: EntryKind | "closing"; on: BusinessDate; principal: Money; interest: Money };

// A loan has at most 480 instalments; payments beyond are parts of them and reversals.
const LINES_MAX = 2_000;

/**
 * What each payment brought the tile, oldest first. No row was written for it: entries keep the loan's counters after
 * them, and the tile's line is the difference of two floors.
 */
export async function readTileLines(db: Db, tile: OwnTileDetail): Promise<TileLine[]> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT id, kind, business_date, cum_principal_after, cum_interest_after FROM journal_entries
     WHERE loan_id = ? AND round_number = ? AND cum_principal_after IS NOT NULL ORDER BY id LIMIT ?`,
    [tile.loanId, tile.roundNumber, LINES_MAX],
  );
  const part = { amount: tile.amount, total: tile.loanTotal };
  let before = { principal: 0n, interest: 0n };
  const lines = rows.map((row): TileLine => {
    const after = { principal: BigInt(row.cum_principal_after), interest: BigInt(row.cum_interest_after) };
    const line = {
      id: Number(row.id),
      kind: row.kind as EntryKind,
      on: row.business_date as BusinessDate,
      principal: linePart(before.principal, after.principal, part),
      interest: linePart(before.interest, after.interest, part),
    };
    before = after;
    return line;
  });
  return [...lines, ...closingLine(tile, lines)];
}

// Closed for good, dust is shared out: a tile's final part of a counter may be one minor unit above the interim one.
function closingLine(tile: OwnTileDetail, lines: readonly TileLine[]): TileLine[] {
  const last = lines.at(-1);
  if (!tile.final || !last) return [];
  const principal = lines.reduce((rest, line) => rest - line.principal, tile.principalBack);
  const interest = lines.reduce((rest, line) => rest - line.interest, tile.earned);
  return principal === 0n && interest === 0n ? [] : [{ id: 0, kind: "closing", on: tile.closedOn ?? last.on, principal, interest }];
}
