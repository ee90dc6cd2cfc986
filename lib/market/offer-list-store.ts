import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Grade } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import type { SaleObstacle } from "@/lib/core/tile-sale";
import { PRINCIPAL_BACK } from "@/lib/funding/tile-sql";
import type { OfferState } from "./schemas";

/** An own offer in a list. Minor units. */
export type OwnOffer = {
  offerId: number;
  tileId: number;
  loanId: number;
  productName: string;
  grade: Grade | null;
  state: OfferState;
  offeredOn: BusinessDate;
  endedOn: BusinessDate | null;
  lapsedFor: SaleObstacle | null;
  /** Principal still at work in what is not sold of it, while it is open. */
  left: Money;
  /** What sales under this offer brought, principal and interest together. */
  proceeds: Money;
};

/** Own offers: open ones first, then the newest. */
export async function readOwnOffers(db: Db, sellerId: number, { page, pageSize }: { page: number; pageSize: number }): Promise<{ rows: OwnOffer[]; total: number }> {
  const [[counted], [rows]] = await Promise.all([
    db.$client.query<RowDataPacket[]>("SELECT COUNT(*) AS total FROM tile_offers WHERE seller_id = ?", [sellerId]),
    db.$client.query<RowDataPacket[]>(`${OWN_OFFERS} ORDER BY o.state = 'open' DESC, o.id DESC LIMIT ? OFFSET ?`, [sellerId, pageSize, (page - 1) * pageSize]),
  ]);
  return { rows: rows.map(offerOf), total: Number(counted[0]?.total ?? 0) };
}

/** Own offers, newest first; with `after` those that follow that offer in the list. */
export async function readOwnOffersAfter(
  db: Db,
  sellerId: number,
  { state, limit, after }: { state: OfferState | undefined; limit: number; after: number | undefined },
): Promise<OwnOffer[]> {
  const conditions = [...(state ? ["AND o.state = ?"] : []), ...(after === undefined ? [] : ["AND o.id < ?"])].join(" ");
  const values = [...(state ? [state] : []), ...(after === undefined ? [] : [after])];
  const [rows] = await db.$client.query<RowDataPacket[]>(`${OWN_OFFERS} ${conditions} ORDER BY o.id DESC LIMIT ?`, [sellerId, ...values, limit]);
  return rows.map(offerOf);
}

const OWN_OFFERS = `SELECT o.id, o.tile_id, o.loan_id, o.state, o.offered_on, o.ended_on, o.lapsed_for, l.grade, p.name AS product_name,
    IF(o.state = 'open', t.amount - ${PRINCIPAL_BACK}, 0) AS principal_left,
    (SELECT COALESCE(SUM(s.principal + s.interest - s.handed_back), 0) FROM tile_sales s WHERE s.seller_id = o.seller_id AND s.offer_id = o.id) AS proceeds
  FROM tile_offers o
  JOIN tiles t ON t.id = o.tile_id
  JOIN funding_rounds r ON r.loan_id = o.loan_id AND r.number = o.round_number
  JOIN loans l ON l.id = o.loan_id
  JOIN products p ON p.id = l.product_id
  WHERE o.seller_id = ?`;

function offerOf(row: RowDataPacket): OwnOffer {
  return {
    offerId: Number(row.id),
    tileId: Number(row.tile_id),
    loanId: Number(row.loan_id),
    productName: String(row.product_name),
    grade: row.grade as Grade | null,
    state: row.state as OfferState,
    offeredOn: row.offered_on as BusinessDate,
    endedOn: row.ended_on as BusinessDate | null,
    lapsedFor: row.lapsed_for as SaleObstacle | null,
    left: BigInt(row.principal_left),
    proceeds: BigInt(row.proceeds),
  };
}

/** What was sold of loans of one grade from a date on, prices in all. Minor units. */
export async function readSoldSince(db: Db, grade: Grade | null, from: BusinessDate): Promise<Money> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT COALESCE(SUM(s.principal + s.interest), 0) AS sold FROM tile_sales s FORCE INDEX (tile_sales_date)
     JOIN loans l ON l.id = s.loan_id WHERE s.sold_on >= ? AND l.grade <=> ?`,
    [from, grade],
  );
  return BigInt(rows[0]?.sold ?? 0);
}

/** Principal on offer of loans of one grade; with an offer's id only what stands before it. Minor units. */
export async function readOnOffer(db: Db, grade: Grade | null, beforeOfferId: number | null): Promise<Money> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT COALESCE(SUM(t.amount - ${PRINCIPAL_BACK}), 0) AS offered FROM tile_offers o FORCE INDEX (tile_offers_state)
     JOIN tiles t ON t.id = o.tile_id
     JOIN funding_rounds r ON r.loan_id = o.loan_id AND r.number = o.round_number
     JOIN loans l ON l.id = o.loan_id
     WHERE o.state = 'open' AND l.grade <=> ? ${beforeOfferId === null ? "" : "AND o.id < ?"}`,
    beforeOfferId === null ? [grade] : [grade, beforeOfferId],
  );
  return BigInt(rows[0]?.offered ?? 0);
}

/** Own live tiles of running loans that are not on offer, the largest first. Whether each may be sold is decided when it is offered. */
export async function readOfferable(db: Db, depositorId: number, { today, limit }: { today: BusinessDate; limit: number }): Promise<{ tileIds: number[]; left: Money }> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT t.id, t.amount - ${PRINCIPAL_BACK} AS principal_left
     FROM tiles t JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number JOIN loans l ON l.id = t.loan_id
     WHERE t.depositor_id = ? AND t.closed = 0 AND l.state = 'active' AND l.advance + l.advance_lost = 0
       AND (l.oldest_unpaid_due_on IS NULL OR l.oldest_unpaid_due_on >= ?) AND t.amount > ${PRINCIPAL_BACK}
       AND NOT EXISTS (SELECT 1 FROM tile_offers o WHERE o.tile_id = t.id AND o.state = 'open')
     ORDER BY principal_left DESC, t.id LIMIT ?`,
    [depositorId, today, limit],
  );
  return { tileIds: rows.map((row) => Number(row.id)), left: rows.reduce((sum, row) => sum + BigInt(row.principal_left), 0n) };
}
