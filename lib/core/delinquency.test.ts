import { describe, expect, test } from "vitest";
import { bucketOf, daysPastDue } from "./delinquency";

describe("days past due", () => {
  test.each([
    [null, 0],
    ["2026-04-01", 0],
    ["2026-03-31", 0],
    ["2026-03-30", 1],
    ["2025-12-31", 90],
  ])("oldest unpaid %s on 31 March is %i days past due", (oldest, days) => {
    expect(daysPastDue(oldest, "2026-03-31")).toBe(days);
  });
});

test.each([
  [0, "current"],
  [1, "1-30"],
  [30, "1-30"],
  [31, "31-60"],
  [60, "31-60"],
  [61, "61-90"],
  [89, "61-90"],
  [90, "npl"],
  [4000, "npl"],
])("%i days past due is %s", (dpd, bucket) => {
  expect(bucketOf(dpd)).toBe(bucket);
});
