import { Decimal } from "./decimal";
import { invariant } from "./invariant";

/** An exact fraction. A rate or a part of a year often has no decimal (1/12), and interest must be rounded only once. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint };

export const zeroRatio: Ratio = { numerator: 0n, denominator: 1n };

/** The fraction of two whole numbers, as it stands. The denominator is above zero. */
export function ratio(numerator: number | bigint, denominator: number | bigint): Ratio {
  invariant(denominator > 0, "ratio: the denominator must be above zero");
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

/** The sum in lowest terms, so that long sums stay small. */
export function addRatios(left: Ratio, right: Ratio): Ratio {
  return lowest(left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator);
}

export function multiplyRatios(left: Ratio, right: Ratio): Ratio {
  return { numerator: left.numerator * right.numerator, denominator: left.denominator * right.denominator };
}

/** As a decimal of 40 significant digits. */
export function decimalOf({ numerator, denominator }: Ratio): Decimal {
  return new Decimal(numerator).div(new Decimal(denominator));
}

/**
 * Reads a plain decimal ("9.4822"), one with an exponent ("1e-7") or a fraction ("19/30") exactly.
 * @returns null when the text is none of these, has more than 30 digits, or an exponent beyond ±30
 */
export function parseRatio(text: string): Ratio | null {
  const fraction = /^(-?\d{1,30})\s*\/\s*(\d{1,30})$/.exec(text);
  if (fraction) return Number(fraction[2]) === 0 ? null : lowest(BigInt(fraction[1] ?? 0), BigInt(fraction[2] ?? 1));
  const decimal = /^([+-]?)(\d{1,30})(?:\.(\d{0,30}))?(?:e([+-]?\d{1,2}))?$/i.exec(text);
  if (!decimal) return null;
  const [, sign = "", whole = "", places = "", power = "0"] = decimal;
  const exponent = Number(power) - places.length;
  if (Math.abs(exponent) > 60) return null;
  const digits = BigInt(whole + places) * (sign === "-" ? -1n : 1n);
  return exponent >= 0 ? { numerator: digits * 10n ** BigInt(exponent), denominator: 1n } : lowest(digits, 10n ** BigInt(-exponent));
}

/** The greatest common divisor of two whole numbers above or equal to zero. */
export function greatestDivisor(left: bigint, right: bigint): bigint {
  while (right > 0n) [left, right] = [right, left % right];
  return left;
}

function lowest(numerator: bigint, denominator: bigint): Ratio {
  const divisor = greatestDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return numerator === 0n ? zeroRatio : { numerator: numerator / divisor, denominator: denominator / divisor };
}
