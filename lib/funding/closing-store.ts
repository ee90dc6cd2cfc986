import type { RowDataPacket } from "mysql2";
import type { Tx } from "@/db/transaction";
import type { OpenTile } from "@/lib/core/closing-for-good";
import type { Money } from "@/lib/core/money";

/** A live tile of a loan that is not closed yet, and whose it is. */
export type OpenTileRow = OpenTile & { tileId: number; depositorId: number | null; bankId: number | null };

/**
 * The live tiles of a loan that are not closed yet, in the order of their offsets. The caller holds the loan's row, so
 * that none changes hands, and the funders' rows where it goes by what is settled.
 */
export async function readOpenTiles(tx: Tx, loanId: number): Promise<OpenTileRow[]> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT id, depositor_id, bank_id, amount, offset_before, settled_principal, settled_interest
     FROM tiles FORCE INDEX (tiles_round) WHERE loan_id = ? AND round_number = 1 AND live = 1 AND closed = 0 ORDER BY offset_before`,
    [loanId],
  );
  return rows.map((row) => ({
    tileId: Number(row.id),
    depositorId: row.depositor_id === null ? null : Number(row.depositor_id),
    bankId: row.bank_id === null ? null : Number(row.bank_id),
    amount: BigInt(row.amount),
    offset: BigInt(row.offset_before),
    settledPrincipal: BigInt(row.settled_principal),
    settledInterest: BigInt(row.settled_interest),
  }));
}

/** The accrued interest that whoever holds a live tile of a loan has paid for it, by the tile's id; minor units. */
export async function readInterestBought(tx: Tx, loanId: number): Promise<Map<number, Money>> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT t.id, s.interest FROM tiles t FORCE INDEX (tiles_round) JOIN tile_sales s ON s.bought_tile_id = t.id
     WHERE t.loan_id = ? AND t.round_number = 1 AND t.live = 1 AND s.interest > 0`,
    [loanId],
  );
  return new Map(rows.map((row) => [Number(row.id), BigInt(row.interest)]));
}

/** Closes a loan's round: its counters move no more, and nothing of them is left to settle. */
export async function closeRound(tx: Tx, loanId: number, keyId: number): Promise<void> {
  await tx.$client.query(
    `UPDATE funding_rounds SET closed_for_good = 1, mark_principal = cum_principal, mark_interest = cum_interest, mark_key_id = ?
     WHERE loan_id = ? AND number = 1`,
    [keyId, loanId],
  );
}

/** The gate row behind which the provision fund is debited; that of the pool is 1. */
const FUND_GATE = 2;

/** Holds the gate of the provision fund until the transaction ends; makes its row at the first time. */
export async function lockFundGate(tx: Tx): Promise<void> {
  const lock = () => tx.$client.query<RowDataPacket[]>("SELECT id FROM pool_gates WHERE id = ? FOR UPDATE", [FUND_GATE]);
  const [rows] = await lock();
  if (rows.length > 0) return;
  await tx.$client.query("INSERT IGNORE INTO pool_gates (id) VALUES (?)", [FUND_GATE]);
  await lock();
}
