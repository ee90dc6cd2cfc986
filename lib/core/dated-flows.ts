import { compareDates, type BusinessDate } from "./business-date";
import { yearsBetweenBy, type Convention } from "./day-count";
import { Decimal } from "./decimal";
import { decimalOf, greatestDivisor, type Ratio } from "./ratio";
import type { Flow } from "./rates-of-return";

/** Beyond so many units a year, times are decimals of a year instead: powers of whole units would be no quicker. */
const UNITS_MAX = 10_000_000;

/**
 * Amounts on dates as flows at times since the earliest, counted by a convention. Times are whole numbers of the
 * largest unit that counts them all (a day where a year has 365), so that rates come out to the last digit.
 */
export function datedFlows(dated: readonly { on: BusinessDate; amount: Decimal }[], convention: Convention): { flows: Flow[]; unitsPerYear: number } {
  const [first] = dated.map(({ on }) => on).sort(compareDates);
  if (first === undefined) return { flows: [], unitsPerYear: 1 };
  const timed = dated.map(({ on, amount }) => ({ years: yearsBetweenBy(convention, { from: first, to: on }), amount }));
  const unitsPerYear = commonDenominator(timed.map(({ years }) => years));
  if (unitsPerYear === null) return { flows: timed.map(({ years, amount }) => ({ at: decimalOf(years), amount })), unitsPerYear: 1 };
  const units = ({ numerator, denominator }: Ratio) => new Decimal((numerator * BigInt(unitsPerYear)) / denominator);
  return { flows: timed.map(({ years, amount }) => ({ at: units(years), amount })), unitsPerYear };
}

function commonDenominator(ratios: readonly Ratio[]): number | null {
  let common = 1n;
  for (const { denominator } of ratios) {
    if (common % denominator !== 0n) common = (common / greatestDivisor(common, denominator)) * denominator;
    if (common > UNITS_MAX) return null;
  }
  return Number(common);
}
