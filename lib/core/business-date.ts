import { invariant } from "./invariant";

/** A civil date "YYYY-MM-DD" of the bank's own calendar, years 1000 to 9999. As texts, dates sort by time. */
export type BusinessDate = string;

type CivilDate = { year: number; month: number; day: number };

/** Is this text a date that exists, written "YYYY-MM-DD"? */
export function isBusinessDate(text: string): text is BusinessDate {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const { year, month, day } = read(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The date `days` later, or earlier when negative. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return write(fromDayNumber(dayNumber(date) + days));
}

/**
 * The date `months` later, or earlier when negative. A month that is too short gives its last day; the anchor brings
 * later months back: with anchor 31, 31 Jan → 28 Feb → 31 Mar.
 * @param anchorDay the day of the month to keep; by default the day of `date`
 */
export function addMonths(date: BusinessDate, months: number, anchorDay?: number): BusinessDate {
  const from = read(date);
  const monthIndex = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  return write({ year, month, day: Math.min(anchorDay ?? from.day, daysInMonth(year, month)) });
}

/** Days from one date to the other; negative when `to` is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** −1, 0 or 1, for sorting. */
export function compareDates(left: BusinessDate, right: BusinessDate): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Completed years, an age. Somebody born on 29 February grows older on 1 March of a common year. */
export function yearsBetween(birth: BusinessDate, on: BusinessDate): number {
  const years = yearOf(on) - yearOf(birth);
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The year of a date. */
export function yearOf(date: BusinessDate): number {
  return Number(date.slice(0, 4));
}

/** The month of a date, 1 to 12. */
export function monthOf(date: BusinessDate): number {
  return Number(date.slice(5, 7));
}

/** The day of the month of a date. */
export function dayOf(date: BusinessDate): number {
  return Number(date.slice(8));
}

/**
 * The civil date in a time zone at an instant. The caller gives the instant: the core reads no clock.
 * @param timeZone IANA name, for example "Asia/Kolkata"; Intl throws RangeError for an unknown one
 */
export function businessDateIn(timeZone: string, instant: Date): BusinessDate {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const date = `${parts.year}-${parts.month}-${parts.day}`;
  invariant(isBusinessDate(date), `business date: ${date} is not a civil date`);
  return date;
}

function read(date: BusinessDate): CivilDate {
  return { year: yearOf(date), month: monthOf(date), day: dayOf(date) };
}

function write({ year, month, day }: CivilDate): BusinessDate {
  invariant(year >= 1000 && year <= 9999, "business date: the year must lie between 1000 and 9999");
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/**
 * Days since 0000-03-01 of the proleptic Gregorian calendar. Years counted from March put the leap day last, so no
 * table of months is needed (H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
 */
function dayNumber(date: BusinessDate): number {
  const { year, month, day } = read(date);
  const marchYear = month > 2 ? year : year - 1;
  const century = Math.floor(marchYear / 100);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return marchYear * 365 + Math.floor(marchYear / 4) - century + Math.floor(century / 4) + dayOfYear;
}

function fromDayNumber(days: number): CivilDate {
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
