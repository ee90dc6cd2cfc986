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

/** Accrued interest of one depositor's purchases and sales of tiles of a loan, minor units. The tile is the last one bought, held or not. */
export type InterestTraded = { depositorId: number; tileId: number; paid: Money; got: Money };

/** Everybody who ever bought a tile of a loan. The caller holds the loan's row, so that none changes hands. */
export async function readInterestTraded(tx: Tx, loanId: number): Promise<InterestTraded[]> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT x.depositor_id, MAX(x.tile_id) AS tile_id, SUM(x.paid) AS paid, SUM(x.got) AS got FROM (
       SELECT buyer_id AS depositor_id, bought_tile_id AS tile_id, interest AS paid, 0 AS got FROM tile_sales FORCE INDEX (tile_sales_loan) WHERE loan_id = ?
       UNION ALL SELECT seller_id, NULL, 0, interest - handed_back_interest FROM tile_sales FORCE INDEX (tile_sales_loan) WHERE loan_id = ?) x
     GROUP BY x.depositor_id HAVING tile_id IS NOT NULL`,
    [loanId, loanId],
  );
  return rows.map((row) => ({ depositorId: Number(row.depositor_id), tileId: Number(row.tile_id), paid: BigInt(row.paid), got: BigInt(row.got) }));
}

/** Notes on tiles what their holders have back of the accrued interest that they paid for tiles of the loan. */
export async function setInterestRefunded(tx: Tx, refunds: readonly { tileId: number; refund: Money }[]): Promise<void> {
  if (refunds.length === 0) return;
  await tx.$client.query(
    `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (i BIGINT PATH '$.i', n BIGINT PATH '$.n')) v
     STRAIGHT_JOIN tiles t FORCE INDEX (PRIMARY) ON t.id = v.i SET t.refunded_interest = v.n WHERE t.id IN (?)`,
    [JSON.stringify(refunds.map(({ tileId, refund }) => ({ i: tileId, n: refund.toString() }))), refunds.map(({ tileId }) => tileId)],
  );
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
