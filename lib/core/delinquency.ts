import { addDays, daysBetween, type BusinessDate } from "./business-date";

/** How late a loan is, for the book and its reports. Derived from dates, never stored as a state of the loan. */
export const delinquencyBuckets = ["current", "1-30", "31-60", "61-90", "npl"] as const;

export type DelinquencyBucket = (typeof delinquencyBuckets)[number];

/** From this many days past due a loan is non-performing. */
export const NPL_DAYS = 90;

/** Days on which lateness is not counted: so many of grace, and stretches with their first and last day. */
export type DelinquencyRelief = { graceDays?: number; pauses?: readonly { from: BusinessDate; to: BusinessDate }[] };

/**
 * Days since the oldest instalment that is not wholly paid was due. The due date itself is not late.
 * @param oldestUnpaidDueOn null when nothing is left to pay; a date to come gives 0
 * @param relief days of grace and pauses are taken off; a day of two pauses is taken off once
 */
export function daysPastDue(oldestUnpaidDueOn: BusinessDate | null, today: BusinessDate, { graceDays = 0, pauses = [] }: DelinquencyRelief = {}): number {
  if (oldestUnpaidDueOn === null || oldestUnpaidDueOn >= today) return 0;
  let late = daysBetween(oldestUnpaidDueOn, today);
  let counted = oldestUnpaidDueOn;
  for (const { from, to } of pauses.toSorted((left, right) => (left.from < right.from ? -1 : 1))) {
    const first = from > counted ? from : addDays(counted, 1);
    const last = to < today ? to : today;
    if (first > last) continue;
    late -= daysBetween(first, last) + 1;
    counted = last;
  }
  return Math.max(0, late - graceDays);
}

/**
 * The bucket of a number of days past due. A loan is non-performing *at* 90 days, so the bucket named 61-90 ends
 * at 89: day 90 is NPL.
 */
export function bucketOf(dpd: number): DelinquencyBucket {
  if (dpd <= 0) return "current";
  if (dpd <= 30) return "1-30";
  if (dpd <= 60) return "31-60";
  return dpd < NPL_DAYS ? "61-90" : "npl";
}
