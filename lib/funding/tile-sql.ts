/*
 * A tile's figures in SQL, once, over the aliases t (tiles) and r (funding_rounds). They are the same formulas as
 * `interimEntitlement` in lib/core/distribution.ts, and a test holds the two together. DECIMAL(38,0) carries the
 * product of two BIGINTs. A tile that is closed for good is settled to the last unit, so its settled figures are final.
 */

const interim = (counter: "cum_principal" | "cum_interest") => `CAST(r.${counter} AS DECIMAL(38,0)) * t.amount DIV r.total`;

/** Principal that has come back to the tile, settled or not. */
export const PRINCIPAL_BACK = `IF(t.closed, t.settled_principal, ${interim("cum_principal")})`;

/** Net interest that the tile has earned, settled or not. */
export const EARNED = `IF(t.closed, t.settled_interest, ${interim("cum_interest")})`;

/** True for a tile that has something to settle. */
export const HAS_UNSETTLED = `t.closed = 0 AND (${interim("cum_principal")} > t.settled_principal OR ${interim("cum_interest")} > t.settled_interest)`;

/** What has come back to the tile and is not yet in its funder's stored balance. */
export const UNSETTLED = `IF(t.closed, 0, ${interim("cum_principal")} - t.settled_principal + ${interim("cum_interest")} - t.settled_interest)`;
