import { describe, expect, test } from "vitest";
import { addMonths, daysBetween } from "./business-date";
import { longestDaysOf, monthsWithin } from "./longest-term";

describe("the longest term in months, as days", () => {
  test.each([
    [1, 31],
    [2, 62],
    [3, 92],
    [12, 366],
    [24, 731],
    [48, 1_461],
    [600, 18_263],
  ])("%i months are at most %i days", (months, days) => {
    expect(longestDaysOf(months)).toBe(days);
  });

  test("a loan of so many months always fits, one of a month more never does, whatever the day it begins", () => {
    for (const months of [1, 2, 6, 12, 13, 59, 60]) {
      const days = longestDaysOf(months);
      for (let start = "2023-01-29"; start < "2028-03-02"; start = addMonths(start, 1, 31)) {
        expect(daysBetween(start, addMonths(start, months))).toBeLessThanOrEqual(days);
        expect(daysBetween(start, addMonths(start, months + 1))).toBeGreaterThan(days);
      }
    }
  });

  test("days are said in the months that they came from, for every number of months that can be chosen", () => {
    for (let months = 1; months <= 600; months += 1) expect(monthsWithin(longestDaysOf(months))).toBe(months);
  });

  test("days that are no number of months are said as the months that fit", () => {
    expect(monthsWithin(365)).toBe(11);
    expect(monthsWithin(10)).toBe(1);
  });
});
