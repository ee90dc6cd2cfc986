import type { ResultSetHeader, RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import type { SaleObstacle } from "@/lib/core/tile-sale";
import type { LiveTile, SoldTile } from "@/lib/funding/sale-steps";
import type { OfferState } from "./schemas";

/** An offer as it stands. The row of its loan guards it. */
export type Offer = { offerId: number; tileId: number; loanId: number; sellerId: number; state: OfferState; offeredOn: BusinessDate; triedOn: BusinessDate };

/** A list of SQL is never empty. */
const NO_OFFER = 0;

const OFFER_COLUMNS = "id, tile_id, loan_id, seller_id, state, offered_on, tried_on";

/** One offer; with a seller's id only that seller's own: a stranger's does not exist. */
export async function readOffer(db: Db | Tx, offerId: number, sellerId?: number): Promise<Offer | null> {
  const [own, values] = sellerId === undefined ? ["", []] : ["AND seller_id = ?", [sellerId]];
  const [rows] = await db.$client.query<RowDataPacket[]>(`SELECT ${OFFER_COLUMNS} FROM tile_offers WHERE id = ? ${own}`, [offerId, ...values]);
  return rows[0] ? offerOf(rows[0]) : null;
}

/** The open offer of a tile, or null. */
export async function readOpenOffer(db: Db | Tx, tileId: number): Promise<Offer | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(`SELECT ${OFFER_COLUMNS} FROM tile_offers WHERE tile_id = ? AND state = 'open'`, [tileId]);
  return rows[0] ? offerOf(rows[0]) : null;
}

/**
 * The oldest offer that the cycle of this business date has not tried yet: of those tried longest ago the first. One
 * look at an index, however many are open. An offer made today counts as tried today: whoever offers can change their
 * mind until the close of business.
 */
export async function readNextOffer(db: Db | Tx, today: BusinessDate, except: readonly number[]): Promise<Offer | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${OFFER_COLUMNS} FROM tile_offers FORCE INDEX (tile_offers_cycle)
     WHERE state = 'open' AND tried_on < ? AND id NOT IN (?) ORDER BY tried_on, id LIMIT 1`,
    [today, [NO_OFFER, ...except]],
  );
  return rows[0] ? offerOf(rows[0]) : null;
}

/** Puts a tile up for sale. */
export async function insertOffer(tx: Tx, { tileId, loanId, roundNumber, depositorId }: LiveTile, today: BusinessDate): Promise<number> {
  const [{ insertId }] = await tx.$client.query<ResultSetHeader>(
    "INSERT INTO tile_offers (tile_id, loan_id, round_number, seller_id, state, offered_on, tried_on) VALUES (?, ?, ?, ?, 'open', ?, ?)",
    [tileId, loanId, roundNumber, depositorId, today, today],
  );
  return insertId;
}

/** Ends an open offer. */
export async function endOffer(tx: Tx, offerId: number, end: { state: Exclude<OfferState, "open">; on: BusinessDate; lapsedFor?: SaleObstacle }): Promise<void> {
  await tx.$client.query("UPDATE tile_offers SET state = ?, ended_on = ?, lapsed_for = ? WHERE id = ?", [end.state, end.on, end.lapsedFor ?? null, offerId]);
}

/** Notes that buyers were asked for it on this date; the seller's tile is another one when a part was sold. */
export async function setOfferTried(tx: Tx, offerId: number, { tileId, on }: { tileId: number; on: BusinessDate }): Promise<void> {
  await tx.$client.query("UPDATE tile_offers SET tile_id = ?, tried_on = ? WHERE id = ?", [tileId, on, offerId]);
}

/** Writes who bought what of a tile. */
export async function insertSales(tx: Tx, { offer, tile, sold, on }: { offer: Offer; tile: LiveTile; sold: SoldTile; on: BusinessDate }): Promise<void> {
  await tx.$client.query(
    `INSERT INTO tile_sales (offer_id, loan_id, round_number, seller_id, buyer_id, sold_tile_id, bought_tile_id,
       amount, principal, interest, handed_back, handed_back_interest, sold_on, entry_id) VALUES ?`,
    [
      sold.sales.map((sale) => [
        ...[offer.offerId, tile.loanId, tile.roundNumber, offer.sellerId, sale.buyerId, tile.tileId, sale.boughtTileId],
        ...[sale.amount, sale.principal, sale.interest, sale.handedBack, sale.handedBackInterest, on, sold.entryId],
      ]),
    ],
  );
}

function offerOf(row: RowDataPacket): Offer {
  return {
    offerId: Number(row.id),
    tileId: Number(row.tile_id),
    loanId: Number(row.loan_id),
    sellerId: Number(row.seller_id),
    state: row.state as OfferState,
    offeredOn: row.offered_on as BusinessDate,
    triedOn: row.tried_on as BusinessDate,
  };
}
