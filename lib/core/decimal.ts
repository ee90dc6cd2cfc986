import { Decimal as DecimalJs } from "decimal.js";

/**
 * The one Decimal of the bank: 40 significant digits, half-even. A clone, so that nobody else's settings reach it.
 * It carries rates, factors and interest that is not rounded yet; rounded money is a bigint.
 */
export const Decimal = DecimalJs.clone({ precision: 40, rounding: DecimalJs.ROUND_HALF_EVEN });

export type Decimal = DecimalJs;

/** For formulas that lose digits on the way: (1 + r)^n − 1 as many as a tiny rate has zeros. What leaves is rounded. */
export const PreciseDecimal = DecimalJs.clone({ precision: 110, rounding: DecimalJs.ROUND_HALF_EVEN });

/**
 * Decimals up to which unrounded interest is trusted. A quotient that does not end (1/3 + 1/6) can lie a hair beside
 * the tie it stands for. The denominators of day counts stay far below 10^18, so whatever is this near to a tie is one.
 */
const TRUSTED_PLACES = 18;

/** Unrounded minor units → minor units, ties to even: the one rounding of interest and instalments. */
export function roundHalfEven(exact: Decimal): bigint {
  return BigInt(exact.toDecimalPlaces(TRUSTED_PLACES).toFixed(0));
}

/** Unrounded minor units → the next whole one above, unless it lies a hair above a whole one. */
export function roundUp(exact: Decimal): bigint {
  return BigInt(exact.toDecimalPlaces(TRUSTED_PLACES).ceil().toFixed(0));
}
