import { invariant } from "./invariant";
import { RATE_SCALE } from "./rate";
import { greatestDivisor, type Ratio } from "./ratio";

/** An amount in minor units (paisa, cents) of the installation's one currency. */
export type Money = bigint;

/** No single amount is larger: far beyond any loan, and sums of thousands of them still fit a BIGINT column. */
export const MONEY_MAX: Money = 10n ** 15n;

/** "up" is towards +∞ and "floor" towards −∞, for negative amounts too; "half-even" takes ties to the even neighbour. */
export type Rounding = "half-even" | "floor" | "up";

/**
 * Reads a decimal text in major units ("1250.5", "-3") as minor units.
 * @param exponent digits after the point in this currency
 * @returns null when the text is not a plain decimal, has more decimals than the currency, or lies beyond MONEY_MAX
 */
export function parseMoney(text: string, exponent: number): Money | null {
  const match = /^(-?)(\d{1,20})(?:\.(\d{1,20}))?$/.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = ""] = match;
  if (fraction.length > exponent) return null;
  const magnitude = BigInt(whole + fraction.padEnd(exponent, "0"));
  if (magnitude > MONEY_MAX) return null;
  return sign === "-" ? -magnitude : magnitude;
}

/** Minor units as a plain decimal text in major units with all decimals: (−5n, 2) → "-0.05". */
export function formatDecimal(minor: Money, exponent: number): string {
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  const point = digits.length - exponent;
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** numerator / denominator as an integer, rounded as said. The denominator is above zero. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  invariant(denominator > 0n, "divide: the denominator must be above zero");
  const truncated = numerator / denominator;
  const remainder = numerator % denominator;
  const floor = remainder < 0n ? truncated - 1n : truncated;
  const above = remainder < 0n ? remainder + denominator : remainder;
  if (above === 0n || rounding === "floor") return floor;
  if (rounding === "up") return floor + 1n;
  const twice = above * 2n;
  if (twice === denominator) return floor % 2n === 0n ? floor : floor + 1n;
  return twice > denominator ? floor + 1n : floor;
}

/** A share of an amount: `ppm` parts per million of it, rounded as said. */
export function applyRate(minor: Money, ppm: number, rounding: Rounding): Money {
  return divide(minor * BigInt(ppm), BigInt(RATE_SCALE), rounding);
}

/**
 * Divides an amount by weights without losing a unit: everybody gets the floor, and the units left go one each to the
 * largest remainders, of equal ones to the first in the list. A negative amount is split as its opposite.
 * @param weights not negative, and not all zero unless the amount is zero
 */
export function splitByWeights(amount: Money, weights: readonly bigint[]): Money[] {
  if (amount < 0n) return splitByWeights(-amount, weights).map((part) => -part);
  invariant(weights.every((weight) => weight >= 0n), "split: a weight cannot be negative");
  const total = sumMoney(weights);
  if (amount === 0n) return weights.map(() => 0n);
  invariant(total > 0n, "split: an amount needs at least one weight above zero");
  const parts = weights.map((weight) => (amount * weight) / total);
  const largestFirst = weights
    .map((weight, position) => ({ position, remainder: (amount * weight) % total }))
    .sort((left, right) => compareMoney(right.remainder, left.remainder) || left.position - right.position);
  const left = Number(amount - sumMoney(parts));
  for (const { position } of largestFirst.slice(0, left)) parts[position] = (parts[position] ?? 0n) + 1n;
  return parts;
}

/** As `splitByWeights`, by weights that are fractions. */
export function splitByRatios(amount: Money, weights: readonly Ratio[]): Money[] {
  const common = weights.reduce((product, { denominator }) => product * (denominator / greatestDivisor(product, denominator)), 1n);
  return splitByWeights(amount, weights.map(({ numerator, denominator }) => numerator * (common / denominator)));
}

/** The sum of a list; 0 of an empty one. */
export function sumMoney(amounts: readonly Money[]): Money {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** The smaller of two amounts. */
export function minMoney(left: Money, right: Money): Money {
  return left < right ? left : right;
}

/** The larger of two amounts. */
export function maxMoney(left: Money, right: Money): Money {
  return left > right ? left : right;
}

function compareMoney(left: Money, right: Money): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
