/*
 * A tile's figures in SQL, once, over the aliases t (tiles) and r (funding_rounds). They are the same formulas as
 * `interimEntitlement` in lib/core/distribution.ts, and a test holds the two together. DECIMAL(38,0) carries the
 * product of two BIGINTs. A tile that is closed for good or was sold is settled to the last unit, so its settled figures
 * are final.
 *
 * A row is one depositor's for as long as it lives; what the counters had brought it before, an earlier holder had.
 */

const interim = (counter: "cum_principal" | "cum_interest") => `CAST(r.${counter} AS DECIMAL(38,0)) * t.amount DIV r.total`;

/** Principal that has come back to the tile, settled or not. */
export const PRINCIPAL_BACK = `IF(t.closed, t.settled_principal, ${interim("cum_principal")})`;

/** Net interest that the tile has earned, settled or not. */
const EARNED = `IF(t.closed, t.settled_interest, ${interim("cum_interest")})`;

const soldFor = (figure: string) =>
  `IF(t.ended_entry_id IS NULL, 0, COALESCE((SELECT SUM(${figure}) FROM tile_sales s WHERE s.sold_tile_id = t.id), 0))`;

/** What its holder gave for it: the principal that had not come back when the row began. */
export const GIVEN = "(t.amount - t.base_principal)";

/** Principal that its holder had back, by payments and by a sale. */
export const HELD_PRINCIPAL = `(${PRINCIPAL_BACK} - t.base_principal + ${soldFor("s.principal - s.handed_back + s.handed_back_interest")})`;

/**
 * Interest of its holder: what it brought, with the accrued interest got at a sale and less that paid at the purchase, and
 * with what was given back of that when its loan turned out never to have been lent.
 */
export const HELD_INTEREST = `(${EARNED} - t.base_interest + ${soldFor("s.interest - s.handed_back_interest")}
  - IF(t.acquired_entry_id IS NULL, 0, COALESCE((SELECT s.interest FROM tile_sales s WHERE s.bought_tile_id = t.id), 0)) + t.refunded_interest)`;

/** True for a tile that has something to settle. */
export const HAS_UNSETTLED = `t.closed = 0 AND (${interim("cum_principal")} > t.settled_principal OR ${interim("cum_interest")} > t.settled_interest)`;

/** What has come back to the tile and is not yet in its funder's stored balance. */
export const UNSETTLED = `IF(t.closed, 0, ${interim("cum_principal")} - t.settled_principal + ${interim("cum_interest")} - t.settled_interest)`;
