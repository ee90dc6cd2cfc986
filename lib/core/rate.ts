import { daysBetween, yearOf, type BusinessDate } from "./business-date";
import { Decimal } from "./decimal";
import { invariant } from "./invariant";

/** A rate is an integer number of parts per million: 9.4822 % a year is 94_822. */
export const RATE_SCALE = 1_000_000;

/**
 * How days become a part of a year.
 * - `30/360`: a period of n months counts 30·n of 360 days whatever its length, and a part of it its share of the
 *   period's actual days; a period of days counts its actual days of 360.
 * - `actual/365`, `actual/364`, `actual/360`: the actual days of a year of that length.
 * - `actual/actual`: the actual days of the year they lie in, 365 or 366, a period being split at 31 December
 *   (12 Dec 2023 to 12 Jan 2024 is 19/365 + 12/366). ISDA's variant splits at 1 January.
 */
export type DayCount = "30/360" | "actual/365" | "actual/364" | "actual/360" | "actual/actual";

/** The time from one instalment to the next: every `count` months or every `count` days. */
export type Interval = { unit: "month" | "day"; count: number };

/** A term in months, for whoever counts in months only: days of a 365-day year, to the nearest month and at least one. */
export function termInMonths({ unit, count }: Interval, instalments: number): number {
  if (unit === "month") return count * instalments;
  return Math.max(1, Math.round((count * instalments * 12) / 365));
}

/** One period of a schedule: from one due date (or the disbursement) to the next. */
export type RatePeriod = { from: BusinessDate; to: BusinessDate; interval: Interval; dayCount: DayCount };

/** An exact part of a year. Kept as a fraction, because 1/12 has no decimal and interest must be rounded only once. */
export type YearFraction = { numerator: bigint; denominator: bigint };

/**
 * What a period, or a stretch inside it, counts as.
 * @param stretch lies inside the period; by default the whole of it
 */
export function yearFraction(period: RatePeriod, stretch: { from: BusinessDate; to: BusinessDate } = period): YearFraction {
  const days = daysBetween(stretch.from, stretch.to);
  invariant(days >= 0 && period.from <= stretch.from && stretch.to <= period.to, "rate: a stretch must lie inside its period");
  switch (period.dayCount) {
    case "30/360":
      if (period.interval.unit === "day") return fraction(days, 360);
      return fraction(30 * period.interval.count * days, 360 * daysBetween(period.from, period.to));
    case "actual/365":
      return fraction(days, 365);
    case "actual/364":
      return fraction(days, 364);
    case "actual/360":
      return fraction(days, 360);
    case "actual/actual":
      return actualYears(stretch.from, stretch.to);
  }
}

/** What a period counts as where no dates are known (a calculator): every month is a twelfth of a year, days are of 360, 364 or 365. */
export function nominalYearFraction(interval: Interval, dayCount: DayCount): YearFraction {
  if (interval.unit === "month") return fraction(interval.count, 12);
  if (dayCount === "30/360" || dayCount === "actual/360") return fraction(interval.count, 360);
  return fraction(interval.count, dayCount === "actual/364" ? 364 : 365);
}

/** The period rate factor: the annual rate times the part of a year. */
export function rateFactor(annualRatePpm: number, part: YearFraction): Decimal {
  return exactInterest(1n, annualRatePpm, part);
}

/** Unrounded interest in minor units. Multiplied first and divided once, so that a tie stays a tie. */
export function exactInterest(balance: bigint, annualRatePpm: number, part: YearFraction): Decimal {
  const numerator = balance * BigInt(annualRatePpm) * part.numerator;
  return new Decimal(numerator).div(new Decimal(part.denominator * BigInt(RATE_SCALE)));
}

/** A day belongs to the year it ends in, which is the split at 31 December. */
function actualYears(from: BusinessDate, to: BusinessDate): YearFraction {
  let [commonDays, leapDays] = [0, 0];
  for (let start = from; start < to; ) {
    const yearEnd = `${yearOf(start) + (start.endsWith("-12-31") ? 1 : 0)}-12-31`;
    const end = to < yearEnd ? to : yearEnd;
    if (isLeapYear(yearOf(end))) leapDays += daysBetween(start, end);
    else commonDays += daysBetween(start, end);
    start = end;
  }
  return fraction(commonDays * 366 + leapDays * 365, 365 * 366);
}

function isLeapYear(year: number): boolean {
  return daysBetween(`${year}-01-01`, `${year + 1}-01-01`) === 366;
}

function fraction(numerator: number, denominator: number): YearFraction {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}
