import { addDays, addMonths, dayOf, type BusinessDate } from "./business-date";
import { invariant } from "./invariant";
import type { LoanTerms } from "./loan-terms";
import type { DayCount, Interval, RatePeriod } from "./rate";

/** What the dates of a schedule follow from. */
export type DateTerms = Pick<LoanTerms, "disbursedOn" | "interval" | "instalmentCount" | "firstDueOn" | "monthEnd" | "course">;

/**
 * The due dates. Monthly ones keep the day of the disbursement, or of the first due date where it was chosen
 * (31 Jan → 28 Feb → 31 Mar).
 * @returns one date per instalment, ascending
 */
export function dueDates(terms: DateTerms): BusinessDate[] {
  const { disbursedOn, interval, instalmentCount, firstDueOn } = terms;
  invariant(Number.isInteger(interval.count) && interval.count > 0, "schedule: an interval is at least one day or month");
  const regular = datesFrom({ start: disbursedOn, steps: 1 }, instalmentCount, terms);
  const chosen = firstDueOn === undefined || firstDueOn === regular[0] ? regular : datesFrom({ start: firstDueOn, steps: 0 }, instalmentCount, terms);
  return (terms.course?.dueDateShifts ?? []).reduce((dates, { from, to }) => {
    const index = dates.indexOf(from);
    invariant(index >= 0, "schedule: only a due date can be moved");
    return [...dates.slice(0, index), ...datesFrom({ start: to, steps: 0 }, dates.length - index, terms)];
  }, chosen);
}

/** The periods between the due dates, the first from the disbursement. */
export function periodsOf(terms: DateTerms & Pick<LoanTerms, "dayCount">): RatePeriod[] {
  let from = terms.disbursedOn;
  return dueDates(terms).map((to) => {
    const period = periodBetween(terms, from, to);
    from = to;
    return period;
  });
}

/** One period of a schedule by its dates. It is broken where its due date was chosen or moved. */
export function periodBetween(
  { interval, dayCount, firstDueOn, course }: Pick<LoanTerms, "interval" | "dayCount" | "firstDueOn" | "course">,
  from: BusinessDate,
  to: BusinessDate,
): RatePeriod {
  const isBroken = to === firstDueOn || (course?.dueDateShifts ?? []).some((shift) => shift.to === to);
  return isBroken ? { from, to, interval, dayCount, isBroken } : { from, to, interval, dayCount };
}

/** Two dates cut into whole periods of one length; null where they do not divide into at most so many. */
export function periodsBetween(
  { from, to, interval }: { from: BusinessDate; to: BusinessDate; interval: Interval },
  { dayCount, countMax }: { dayCount: DayCount; countMax: number },
): RatePeriod[] | null {
  const ends = datesFrom({ start: from, steps: 1 }, countMax, { interval });
  const count = ends.indexOf(to) + 1;
  if (count === 0) return null;
  return ends.slice(0, count).map((end, index) => ({ from: ends[index - 1] ?? from, to: end, interval, dayCount }));
}

type Anchor = { start: BusinessDate; steps: number };

function datesFrom({ start, steps }: Anchor, count: number, { interval, monthEnd }: { interval: Interval; monthEnd?: LoanTerms["monthEnd"] }): BusinessDate[] {
  return Array.from({ length: count }, (_, index) => {
    const length = interval.count * (index + steps);
    if (interval.unit === "day") return addDays(start, length);
    const date = addMonths(start, length, dayOf(start));
    return monthEnd === "roll" && dayOf(date) < dayOf(start) ? addDays(date, 1) : date;
  });
}
