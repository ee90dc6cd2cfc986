import { expect, test } from "vitest";
import { monthsUpTo } from "./months";

test("a year of months has no gaps, ends with the month of the date, and a month without business is zero", () => {
  const months = monthsUpTo("2026-03-31", 12, { lent: new Map([["2025-04", 5n], ["2026-03", 7n]]), repaid: new Map([["2026-02", 9n]]) });
  expect(months).toHaveLength(12);
  expect(months[0]).toEqual({ month: "2025-04", lent: 5n, repaid: 0n });
  expect(months[9]).toEqual({ month: "2026-01", lent: 0n, repaid: 0n });
  expect(months.at(-1)).toEqual({ month: "2026-03", lent: 7n, repaid: 0n });
});
