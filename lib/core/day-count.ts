import { addMonths, dayOf, daysBetween, monthOf, yearOf, type BusinessDate } from "./business-date";
import { actualYears, isLeapYear } from "./rate";
import { addRatios, ratio, zeroRatio, type Ratio } from "./ratio";

/**
 * Conventions by which the time between two dates counts, by their usual names (ISDA's definitions of 2006, section
 * 4.16, where they have them). A schedule's own day counts are in `rate.ts`: they know periods.
 */
export const conventions = [
  "act/act isda",
  "act/act icma",
  "act/act afb",
  "act/365f",
  "act/365.25",
  "act/366",
  "act/365l",
  "act/364",
  "act/360",
  "nl/365",
  "nl/360",
  "30/360 isda",
  "30u/360",
  "30e/360",
  "30e+/360",
  "30e/360 isda",
] as const;

export type Convention = (typeof conventions)[number];

/** The coupon period that a stretch lies in, for ICMA's rule. */
export type ReferencePeriod = { from: BusinessDate; to: BusinessDate };

/**
 * The time from one date to the other, in years. Backwards it is negative.
 * @param reference for "act/act icma"; by default the stretch itself is one period of whole months
 */
export function yearsBetweenBy(convention: Convention, { from, to }: ReferencePeriod, reference?: ReferencePeriod): Ratio {
  if (to < from) {
    const years = yearsBetweenBy(convention, { from: to, to: from }, reference);
    return { numerator: -years.numerator, denominator: years.denominator };
  }
  // Said aloud, because "30e+/360" would count a day from a 31st to itself.
  if (to === from) return zeroRatio;
  const days = daysBetween(from, to);
  switch (convention) {
    case "act/act isda":
      return actualYears(from, to);
    case "act/act icma":
      return icmaYears({ from, to }, reference ?? { from, to });
    case "act/act afb":
      return afbYears(from, to);
    case "act/365f":
      return ratio(days, 365);
    case "act/365.25":
      return ratio(days * 4, 1461);
    case "act/366":
      return ratio(days, 366);
    case "act/365l":
      return ratio(days, isLeapYear(yearOf(to)) ? 366 : 365);
    case "act/364":
      return ratio(days, 364);
    case "act/360":
      return ratio(days, 360);
    case "nl/365":
      return ratio(days - leapDaysBetween(from, to), 365);
    case "nl/360":
      return ratio(days - leapDaysBetween(from, to), 360);
    default:
      return ratio(days360(convention, from, to), 360);
  }
}

type Convention360 = "30/360 isda" | "30u/360" | "30e/360" | "30e+/360" | "30e/360 isda";

/** Days of years of 360, each rule saying when a day of month becomes the 30th. */
function days360(convention: Convention360, from: BusinessDate, to: BusinessDate): number {
  const [first, last] = [dayOf(from), dayOf(to)];
  const months = 12 * (yearOf(to) - yearOf(from)) + monthOf(to) - monthOf(from);
  const start = Math.min(first, 30);
  switch (convention) {
    case "30/360 isda":
      return 30 * months + (start === 30 ? Math.min(last, 30) : last) - start;
    case "30e/360":
      return 30 * months + Math.min(last, 30) - start;
    case "30e+/360":
      // The 31st at the end is the first of the next month.
      return 30 * months + last - start;
    case "30e/360 isda":
      return 30 * months + (isFebruaryEnd(to) ? 30 : Math.min(last, 30)) - (isFebruaryEnd(from) ? 30 : start);
    case "30u/360": {
      const startUs = isFebruaryEnd(from) ? 30 : start;
      if (isFebruaryEnd(from) && isFebruaryEnd(to)) return 30 * months;
      return 30 * months + (startUs === 30 ? Math.min(last, 30) : last) - startUs;
    }
  }
}

/**
 * Days of the stretch over days of its coupon period times periods a year, period by period (ICMA rule 251). Periods
 * before and after the reference are of as many months; one shorter than a month is counted as days of 365.
 */
function icmaYears(stretch: ReferencePeriod, reference: ReferencePeriod): Ratio {
  const months = Math.round((12 * daysBetween(reference.from, reference.to)) / 365);
  if (months < 1) return ratio(daysBetween(stretch.from, stretch.to), 365);
  const periodAt = (index: number): ReferencePeriod =>
    index === 0
      ? reference
      : index < 0
        ? { from: addMonths(reference.from, index * months), to: addMonths(reference.from, (index + 1) * months) }
        : { from: addMonths(reference.to, (index - 1) * months), to: addMonths(reference.to, index * months) };
  let years = zeroRatio;
  for (let index = 0; stretch.from < periodAt(index).to; index--) years = addRatios(years, couponYears(stretch, periodAt(index), months));
  for (let index = 1; stretch.to > periodAt(index).from; index++) years = addRatios(years, couponYears(stretch, periodAt(index), months));
  return years;
}

function couponYears(stretch: ReferencePeriod, period: ReferencePeriod, months: number): Ratio {
  const from = stretch.from > period.from ? stretch.from : period.from;
  const to = stretch.to < period.to ? stretch.to : period.to;
  return from < to ? ratio(months * daysBetween(from, to), 12 * daysBetween(period.from, period.to)) : zeroRatio;
}

/** The French rule: whole years counted back from the end, the rest over 366 where it has a 29 February, else 365. */
function afbYears(from: BusinessDate, to: BusinessDate): Ratio {
  let years = 0;
  let end = to;
  for (let back = yearBefore(to, 1); back >= from; back = yearBefore(to, years + 1)) {
    years += 1;
    end = back;
  }
  const yearDays = leapDaysBetween(from, end) > 0 ? 366 : 365;
  return ratio(years * yearDays + daysBetween(from, end), yearDays);
}

// A year back from 28 February is 29 February where there is one.
function yearBefore(date: BusinessDate, years: number): BusinessDate {
  return addMonths(date, -12 * years, isFebruaryEnd(date) ? 29 : dayOf(date));
}

/** Days of 29 February after the first date, up to the last. */
function leapDaysBetween(from: BusinessDate, to: BusinessDate): number {
  let count = 0;
  for (let year = yearOf(from); year <= yearOf(to); year++) {
    const leapDay = `${year}-02-29`;
    if (isLeapYear(year) && from < leapDay && leapDay <= to) count += 1;
  }
  return count;
}

function isFebruaryEnd(date: BusinessDate): boolean {
  return monthOf(date) === 2 && dayOf(date) === (isLeapYear(yearOf(date)) ? 29 : 28);
}
