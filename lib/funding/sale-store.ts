import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { Candidate } from "@/lib/core/allocation";
import type { RoundCounters } from "@/lib/core/distribution";
import type { Money } from "@/lib/core/money";
import { CANDIDATE_COLUMNS, candidateOf } from "./store";
import { PRINCIPAL_BACK } from "./tile-sql";

/** A live tile of a depositor's with the counters of its round. Minor units. */
export type LiveTile = {
  tileId: number;
  loanId: number;
  roundNumber: number;
  depositorId: number;
  amount: Money;
  offset: Money;
  counters: RoundCounters;
  /** Live tiles of its round that depositors hold, this one included: the product's largest number does not count the bank's. */
  tileCount: number;
};

/** A depositor's live tile; null when it is not (any more) among this depositor's. */
export async function readLiveTile(db: Db | Tx, tileId: number, depositorId: number): Promise<LiveTile | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT t.id, t.loan_id, t.round_number, t.depositor_id, t.amount, t.offset_before, r.tile_count - (r.pooled < r.total) AS depositor_tiles,
       r.total, r.cum_principal, r.cum_interest, r.cum_fund, r.interest_gross, r.margin_cum
     FROM tiles t JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
     WHERE t.id = ? AND t.depositor_id = ? AND t.live = 1`,
    [tileId, depositorId],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    tileId: Number(row.id),
    loanId: Number(row.loan_id),
    roundNumber: Number(row.round_number),
    depositorId: Number(row.depositor_id),
    amount: BigInt(row.amount),
    offset: BigInt(row.offset_before),
    counters: {
      total: BigInt(row.total),
      cumPrincipal: BigInt(row.cum_principal),
      cumInterest: BigInt(row.cum_interest),
      cumFund: BigInt(row.cum_fund),
      interestGross: BigInt(row.interest_gross),
      marginCum: BigInt(row.margin_cum),
    },
    tileCount: Number(row.depositor_tiles),
  };
}

/**
 * The ring of buyers has a cursor of its own, so that buying a tile costs nobody the turn at the next loan. Locks it,
 * and makes it at the first sale; looked for first, because an insert that finds a row would lock it shared, and two
 * sales would wait for each other.
 */
export async function lockMarketPool(tx: Tx, poolId: number): Promise<void> {
  const [pools] = await tx.$client.query<RowDataPacket[]>("SELECT id FROM pools WHERE id = ? FOR UPDATE", [poolId]);
  if (pools.length === 0) await tx.$client.query("INSERT IGNORE INTO pools (id, cursor_position) VALUES (?, 0)", [poolId]);
}

/**
 * Those of these depositors who may buy, without locks; whoever has an offer of their own open does not buy.
 * @param order the ids in ring order; it gives each its position
 */
export async function readBuyers(tx: Tx, order: readonly number[], loanId: number): Promise<Candidate[]> {
  if (order.length === 0) return [];
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT ${CANDIDATE_COLUMNS} FROM depositors d WHERE user_id IN (?)
       AND NOT EXISTS (SELECT 1 FROM tile_offers o WHERE o.seller_id = d.user_id AND o.state = 'open')`,
    [order],
  );
  const inLoan = await readInLoan(tx, order, loanId);
  const positions = new Map(order.map((id, position) => [id, position]));
  return rows.map((row) => {
    const buyer = candidateOf(row, positions.get(Number(row.user_id)) ?? 0);
    return { ...buyer, inLoanMinor: inLoan.get(buyer.depositorId) ?? 0n };
  });
}

/** What each of these depositors has at work in one loan already. */
async function readInLoan(tx: Tx, depositorIds: readonly number[], loanId: number): Promise<Map<number, Money>> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    `SELECT t.depositor_id, SUM(t.amount - ${PRINCIPAL_BACK}) AS minor
     FROM tiles t FORCE INDEX (tiles_depositor) JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
     WHERE t.depositor_id IN (?) AND t.closed = 0 AND t.loan_id = ? GROUP BY t.depositor_id`,
    [depositorIds, loanId],
  );
  return new Map(rows.map((row) => [Number(row.depositor_id), BigInt(row.minor)]));
}

/** A row that begins with a sale, settled at its own floors of the counters. */
type BegunTile = { depositorId: number; amount: Money; offset: Money; brought: { principal: Money; interest: Money } };

/**
 * Ends the seller's row and begins those that follow it. Rows never change owner.
 * @returns the ids of the new rows, in the order given
 */
export async function replaceTile(
  tx: Tx,
  { tileId, loanId, roundNumber }: Pick<LiveTile, "tileId" | "loanId" | "roundNumber">,
  { begun, entryId }: { begun: readonly BegunTile[]; entryId: number },
): Promise<number[]> {
  await tx.$client.query("UPDATE tiles SET ended_entry_id = ?, closed = 1 WHERE id = ?", [entryId, tileId]);
  const ids: number[] = [];
  for (const { depositorId, amount, offset, brought } of begun) {
    // One by one: ids of a multi-row insert are not promised to be dense, and they are needed for the sales.
    const [{ insertId }] = await tx.$client.query<ResultSetHeader>(
      `INSERT INTO tiles (loan_id, round_number, depositor_id, amount, offset_before, settled_principal, settled_interest,
         base_principal, base_interest, acquired_entry_id) VALUES (?)`,
      [[loanId, roundNumber, depositorId, amount, offset, brought.principal, brought.interest, brought.principal, brought.interest, entryId]],
    );
    ids.push(insertId);
  }
  await tx.$client.query("UPDATE funding_rounds SET tile_count = tile_count + ? WHERE loan_id = ? AND number = ?", [begun.length - 1, loanId, roundNumber]);
  return ids;
}
