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

describe("days past due with relief", () => {
  // Apache Fineract, features/pause-delinquency: days − grace − the days of pauses, the last day of a pause included.
  const pauses = [
    { from: "2023-10-05", to: "2023-10-08" },
    { from: "2023-10-11", to: "2023-10-15" },
  ];

  test.each([
    ["FIN-DELINQUENCY-PAUSE: nine of nineteen days are paused", "2023-10-20", { pauses }, 10],
    ["grace comes off as well", "2023-10-20", { pauses, graceDays: 3 }, 7],
    ["in the middle of a pause, only its days so far", "2023-10-13", { pauses }, 5],
    ["before the pauses, none of them", "2023-10-04", { pauses }, 3],
    ["a day of two pauses comes off once", "2023-10-20", { pauses: [...pauses, { from: "2023-10-07", to: "2023-10-12" }] }, 8],
    ["a pause that began before the due date counts from the day after it", "2023-10-05", { pauses: [{ from: "2023-09-01", to: "2023-10-03" }] }, 2],
    ["grace longer than the lateness leaves none", "2023-10-03", { graceDays: 5 }, 0],
  ])("%s", (_, today, relief, days) => {
    expect(daysPastDue("2023-10-01", today, relief)).toBe(days);
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
