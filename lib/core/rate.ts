import { addDays, addMonths, dayOf, daysBetween, yearOf, type BusinessDate } from "./business-date";
import { Decimal } from "./decimal";
import { invariant } from "./invariant";
import { addRatios, multiplyRatios, ratio, zeroRatio, type Ratio } from "./ratio";

/** A stored rate is an integer number of parts per million: 9.4822 % a year is 94_822. */
export const RATE_SCALE = 1_000_000;

/** A stored rate as the exact fraction that schedules are computed with. */
export function rateOfPpm(ppm: number): Ratio {
  return ratio(ppm, RATE_SCALE);
}

/** The other way round, for storing. Only a rate that is a whole number of parts per million can be stored. */
export function ppmOfRate({ numerator, denominator }: Ratio): number {
  const scaled = numerator * BigInt(RATE_SCALE);
  invariant(scaled % denominator === 0n, "rate: a stored rate is a whole number of parts per million");
  return Number(scaled / denominator);
}

/**
 * How days become a part of a year.
 * - `30/360`: a period of n months counts 30·n of 360 days whatever its length, and a part of it its share of the
 *   period's actual days; a period of days counts its actual days of 360.
 * - `actual/365`, `actual/364`, `actual/360`: the actual days of a year of that length.
 * - `actual/actual`: the actual days of the year they lie in, 365 or 366, a period being split at 31 December
 *   (12 Dec 2023 to 12 Jan 2024 is 19/365 + 12/366).
 * - `actual/actual-isda`: the same, split at 1 January, as ISDA's definitions of 2006 say (20/365 + 11/366).
 */
export const dayCounts = ["30/360", "actual/365", "actual/364", "actual/360", "actual/actual", "actual/actual-isda"] as const;

export type DayCount = (typeof dayCounts)[number];

/** The time from one instalment to the next: every `count` months or every `count` days. */
export type Interval = { unit: "month" | "day"; count: number };

/** A term in months, for whoever counts in months only: days of a 365-day year, to the nearest month and at least one. */
export function termInMonths({ unit, count }: Interval, instalments: number): number {
  if (unit === "month") return count * instalments;
  return Math.max(1, Math.round((count * instalments * 12) / 365));
}

/**
 * One period of a schedule: from one due date (or the disbursement) to the next. A broken one is longer or shorter
 * than the interval, because its due date was chosen or moved.
 */
export type RatePeriod = { from: BusinessDate; to: BusinessDate; interval: Interval; dayCount: DayCount; isBroken?: boolean };

/**
 * What a period, or a stretch inside it, counts as, in years.
 * @param stretch lies inside the period; by default the whole of it
 */
export function yearFraction(period: RatePeriod, stretch: { from: BusinessDate; to: BusinessDate } = period): Ratio {
  const days = daysBetween(stretch.from, stretch.to);
  invariant(days >= 0 && period.from <= stretch.from && stretch.to <= period.to, "rate: a stretch must lie inside its period");
  switch (period.dayCount) {
    case "30/360":
      if (period.interval.unit === "day") return ratio(days, 360);
      if (period.isBroken) return brokenMonths(period, stretch);
      return ratio(30 * period.interval.count * days, 360 * daysBetween(period.from, period.to));
    case "actual/365":
      return ratio(days, 365);
    case "actual/364":
      return ratio(days, 364);
    case "actual/360":
      return ratio(days, 360);
    case "actual/actual":
      // A day belongs to the year that it ends in.
      return actualYears(addDays(stretch.from, 1), addDays(stretch.to, 1));
    case "actual/actual-isda":
      return actualYears(stretch.from, stretch.to);
  }
}

/** What a period counts as where no dates are known (a calculator): every month is a twelfth of a year, days are of 360, 364 or 365. */
export function nominalYearFraction(interval: Interval, dayCount: DayCount): Ratio {
  if (interval.unit === "month") return ratio(interval.count, 12);
  if (dayCount === "30/360" || dayCount === "actual/360") return ratio(interval.count, 360);
  return ratio(interval.count, dayCount === "actual/364" ? 364 : 365);
}

/** The factor of a stretch of time: the annual rate times the part of a year. */
export function rateFactor(annualRate: Ratio, part: Ratio): Ratio {
  return multiplyRatios(annualRate, part);
}

/** Unrounded interest in minor units. Multiplied first and divided once, so that a tie stays a tie. */
export function exactInterest(balance: bigint, factor: Ratio): Decimal {
  return new Decimal(balance * factor.numerator).div(new Decimal(factor.denominator));
}

/** The actual days by the length of the year they lie in, split at 1 January (ISDA). */
export function actualYears(from: BusinessDate, to: BusinessDate): Ratio {
  let [commonDays, leapDays] = [0, 0];
  for (let start = from; start < to; ) {
    const yearEnd = `${yearOf(start) + 1}-01-01`;
    const end = to < yearEnd ? to : yearEnd;
    if (isLeapYear(yearOf(start))) leapDays += daysBetween(start, end);
    else commonDays += daysBetween(start, end);
    start = end;
  }
  return ratio(commonDays * 366 + leapDays * 365, 365 * 366);
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Whole months from the start of the period count 30 days each, and the part of a month its share of that month's days. */
function brokenMonths(period: RatePeriod, stretch: { from: BusinessDate; to: BusinessDate }): Ratio {
  let years = zeroRatio;
  for (let months = 0; ; months++) {
    const [start, end] = [months, months + 1].map((count) => addMonths(period.from, count, dayOf(period.from))) as [BusinessDate, BusinessDate];
    if (start >= stretch.to) return years;
    const days = daysBetween(start > stretch.from ? start : stretch.from, end < stretch.to ? end : stretch.to);
    if (days > 0) years = addRatios(years, ratio(days, 12 * daysBetween(start, end)));
  }
}
