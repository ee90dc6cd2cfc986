import { describe, expect, test } from "vitest";
import { addDays } from "@/lib/core/business-date";
import { bucketOf, delinquencyBuckets, NPL_DAYS } from "@/lib/core/delinquency";
import { arrearsOf, dueDatesOf } from "./arrears";

const today = "2026-03-31";

describe("a bucket as a range of due dates", () => {
  test("a loan of any age lies in the range of its own bucket and of no other", () => {
    for (let dpd = -40; dpd <= NPL_DAYS + 400; dpd += 1) {
      const dueOn = addDays(today, -dpd);
      const holding = delinquencyBuckets.filter((bucket) => {
        const { first, last } = dueDatesOf(bucket, today);
        return (first === null || dueOn >= first) && (last === null || dueOn <= last);
      });
      expect(holding).toEqual([bucketOf(dpd)]);
    }
  });

  test("the last day of 61-90 is 89 days, day 90 is non-performing", () => {
    expect(dueDatesOf("npl", today).last).toBe(addDays(today, -90));
    expect(dueDatesOf("61-90", today).first).toBe(addDays(today, -89));
  });
});

test("a loan with nothing left to pay is not late", () => {
  expect(arrearsOf(null, today)).toEqual({ daysPastDue: 0, bucket: "current" });
});
