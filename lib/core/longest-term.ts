import { addMonths, daysBetween } from "./business-date";

/* A depositor says the longest term in months; loans are compared by days, because instalments may be days apart too. */

// A leap cycle has every length that a row of whole months can have; 2000 to 2099 has no exception to it.
const starts = Array.from({ length: 48 }, (_, month) => addMonths("2000-01-01", month));

/** The most days that so many whole months can have, so that a loan of exactly so many months is never too long: 12 → 366. */
export function longestDaysOf(months: number): number {
  return Math.max(...starts.map((start) => daysBetween(start, addMonths(start, months))));
}

/** The number of months whose loans all fit into so many days: 366 → 12, 365 → 11. At least one. */
export function monthsWithin(days: number): number {
  let months = Math.max(1, Math.floor(days / 28));
  while (months > 1 && longestDaysOf(months) > days) months -= 1;
  return months;
}
