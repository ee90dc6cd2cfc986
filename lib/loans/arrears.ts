import { addDays, type BusinessDate } from "@/lib/core/business-date";
import { bucketOf, daysPastDue, NPL_DAYS, type DelinquencyBucket } from "@/lib/core/delinquency";

/** The oldest unpaid due dates that put a loan into a bucket: from `first` (null: any earlier) to `last` (null: any later). */
export type DueDateRange = { first: BusinessDate | null; last: BusinessDate | null };

/**
 * A bucket as a range of due dates, so that SQL can filter by it. The limits are asked of `bucketOf` rather than
 * written down a second time.
 */
export function dueDatesOf(bucket: DelinquencyBucket, today: BusinessDate): DueDateRange {
  const days = Array.from({ length: NPL_DAYS + 1 }, (_, dpd) => dpd).filter((dpd) => bucketOf(dpd) === bucket);
  const fewest = Math.min(...days);
  const most = Math.max(...days);
  return {
    first: most === NPL_DAYS ? null : addDays(today, -most),
    last: fewest === 0 ? null : addDays(today, -fewest),
  };
}

/** Days past due and bucket of an active loan on a date. */
export function arrearsOf(oldestUnpaidDueOn: BusinessDate | null, today: BusinessDate): { daysPastDue: number; bucket: DelinquencyBucket } {
  const days = daysPastDue(oldestUnpaidDueOn, today);
  return { daysPastDue: days, bucket: bucketOf(days) };
}
