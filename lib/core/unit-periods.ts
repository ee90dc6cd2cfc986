import { addDays, addMonths, dayOf, daysBetween, type BusinessDate } from "./business-date";
import { decimalOf, ratio, type Ratio } from "./ratio";

/**
 * The unit period of a credit transaction: US Regulation Z (12 CFR 1026), Appendix J (b)(4) and (b)(5).
 * "term": a single advance repaid at once within a year is its own unit period.
 */
export type UnitPeriod =
  | { unit: "day" | "semimonth" | "year" }
  | { unit: "week" | "month"; count: number }
  | { unit: "term"; perYear: Ratio };

/** Full unit periods between two dates, and the fraction of one that is left over. */
export type UnitPeriods = { full: number; fraction: Ratio };

/** How many unit periods a year has. */
export function unitPeriodsPerYear(period: UnitPeriod): Ratio {
  switch (period.unit) {
    case "day":
      return ratio(365, 1);
    case "week":
      return ratio(52, period.count);
    case "semimonth":
      return ratio(24, 1);
    case "month":
      return ratio(12, period.count);
    case "year":
      return ratio(1, 1);
    case "term":
      return period.perYear;
  }
}

const known: readonly UnitPeriod[] = [
  { unit: "day" },
  { unit: "semimonth" },
  { unit: "year" },
  ...Array.from({ length: 11 }, (_, index) => ({ unit: "month", count: index + 1 }) as const),
  ...Array.from({ length: 51 }, (_, index) => ({ unit: "week", count: index + 1 }) as const),
];

/** The unit period that a year has so many of; null where none has (a number may be rounded: 17.3333 are periods of 3 weeks). */
export function unitPeriodOf(perYear: Ratio): UnitPeriod | null {
  const asked = decimalOf(perYear);
  return known.find((period) => decimalOf(unitPeriodsPerYear(period)).minus(asked).abs().lt("0.0001")) ?? null;
}

/**
 * The common period of a transaction: the one that occurs most often between its dates, the shortest of several.
 * @param dates of advances and payments, ascending, at least two
 */
export function commonUnitPeriod(dates: readonly BusinessDate[]): UnitPeriod {
  const steps = dates.slice(1).map((to, index) => stepOf(dates[index] ?? to, to)).filter(({ days }) => days > 0);
  const counted = new Map<string, { period: UnitPeriod; days: number; times: number }>();
  for (const step of steps) {
    const key = JSON.stringify(step.period);
    counted.set(key, { ...step, times: (counted.get(key)?.times ?? 0) + 1 });
  }
  const [most] = [...counted.values()].sort((left, right) => right.times - left.times || left.days - right.days);
  const anchors = new Set(dates.slice(1).map(dayOf));
  const isSemimonthly = steps.length >= 3 && anchors.size === 2 && steps.slice(1).every(({ days }) => days >= 13 && days <= 16) && most?.days !== 14;
  return isSemimonthly ? { unit: "semimonth" } : (most?.period ?? { unit: "month", count: 1 });
}

function stepOf(from: BusinessDate, to: BusinessDate): { period: UnitPeriod; days: number } {
  const days = daysBetween(from, to);
  const months = Math.round((days * 12) / 365.25);
  // In no case is the unit period longer than a year.
  if (days > 366) return { period: { unit: "year" }, days: 365 };
  if (months >= 1 && isWholeMonths(from, to, months)) return { period: months === 12 ? { unit: "year" } : { unit: "month", count: months }, days };
  if (days % 7 === 0 && days <= 357) return { period: { unit: "week", count: Math.max(1, days / 7) }, days };
  return days < 28 ? { period: { unit: "day" }, days } : { period: { unit: "month", count: Math.min(11, months) }, days };
}

/**
 * The term of a single advance that is repaid at once: within a year it is one unit period, of which a year has 12 over
 * its whole months or 365 over its days (Appendix J (b)(5)(vi) and (vii)); a longer one is counted in years.
 */
export function singlePaymentPeriod(from: BusinessDate, to: BusinessDate): UnitPeriod {
  if (to >= addMonths(from, 12)) return { unit: "year" };
  const months = Array.from({ length: 11 }, (_, index) => index + 1).find((count) => isWholeMonths(from, to, count));
  return { unit: "term", perYear: months === undefined ? ratio(365, Math.max(1, daysBetween(from, to))) : ratio(12, months) };
}

/**
 * Unit periods between two dates: Appendix J (b)(5). Months are measured back from the later date.
 * @param anchorDay the day of month to measure back with: that of the series of payments, where a short month cut it
 */
export function unitPeriodsBetween(period: UnitPeriod, { from, to }: { from: BusinessDate; to: BusinessDate }, anchorDay = dayOf(to)): UnitPeriods {
  const days = daysBetween(from, to);
  switch (period.unit) {
    case "term":
      return { full: from === to ? 0 : 1, fraction: ratio(0, 1) };
    case "day":
      return { full: days, fraction: ratio(0, 1) };
    case "week":
      return inDays(days, 7 * period.count);
    case "semimonth":
      return inDays(daysOfMonths({ from, to }, anchorDay), 15);
    case "month": {
      const { months, rest } = monthsBack({ from, to }, anchorDay);
      if (period.count === 1) return { full: months, fraction: ratio(rest, 30) };
      return inDays(30 * months + rest, 30 * period.count);
    }
    case "year": {
      const { months, rest } = monthsBack({ from, to }, anchorDay);
      const full = Math.floor(months / 12);
      if (rest === 0) return { full, fraction: ratio(months % 12, 12) };
      return { full, fraction: ratio(daysBetween(from, addMonths(to, -12 * full, anchorDay)), 365) };
    }
  }
}

function inDays(days: number, periodDays: number): UnitPeriods {
  return { full: Math.floor(days / periodDays), fraction: ratio(days % periodDays, periodDays) };
}

function daysOfMonths(between: { from: BusinessDate; to: BusinessDate }, anchorDay: number): number {
  const { months, rest } = monthsBack(between, anchorDay);
  return 30 * months + rest;
}

/** Full months back from the later date, and the days that are left after the earlier one. */
function monthsBack({ from, to }: { from: BusinessDate; to: BusinessDate }, anchorDay: number): { months: number; rest: number } {
  const estimate = Math.round((daysBetween(from, to) * 12) / 365.25);
  for (const months of [estimate + 1, estimate, estimate - 1]) {
    if (months < 0) continue;
    // 31 January to 28 February is a month, like any two dates that a monthly series has.
    if (isWholeMonths(from, to, months)) return { months, rest: 0 };
    const start = addMonths(to, -months, anchorDay);
    if (start >= from) return { months, rest: daysBetween(from, start) };
  }
  return { months: 0, rest: daysBetween(from, to) };
}

function isWholeMonths(from: BusinessDate, to: BusinessDate, months: number): boolean {
  return addMonths(from, months) === to || (isMonthEnd(from) && isMonthEnd(to) && addMonths(from, months).slice(0, 7) === to.slice(0, 7));
}

/** The last day of its month. */
export function isMonthEnd(date: BusinessDate): boolean {
  return dayOf(addDays(date, 1)) === 1;
}
