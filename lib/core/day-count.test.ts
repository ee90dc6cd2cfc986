import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "./business-date";
import { conventions, yearsBetweenBy, type Convention } from "./day-count";
import { decimalOf } from "./ratio";

function years(convention: Convention, from: string, to: string, reference?: { from: string; to: string }): string {
  return decimalOf(yearsBetweenBy(convention, { from, to }, reference)).toFixed(10);
}

describe("actual/actual: the cases of ISDA's memorandum of 1998, as QuantLib tests them", () => {
  test.each([
    ["2003-11-01", "2004-05-01", "0.4977243806", "0.5000000000", "0.4972677596", "2003-11-01", "2004-05-01"],
    ["1999-02-01", "1999-07-01", "0.4109589041", "0.4109589041", "0.4109589041", "1998-07-01", "1999-07-01"],
    ["1999-07-01", "2000-07-01", "1.0013773486", "1.0000000000", "1.0000000000", "1999-07-01", "2000-07-01"],
    ["2002-08-15", "2003-07-15", "0.9150684932", "0.9157608696", "0.9150684932", "2003-01-15", "2003-07-15"],
    ["2003-07-15", "2004-01-15", "0.5040047908", "0.5000000000", "0.5041095890", "2003-07-15", "2004-01-15"],
    ["1999-07-30", "2000-01-30", "0.5038925069", "0.5000000000", "0.5041095890", "1999-07-30", "2000-01-30"],
    ["2000-01-30", "2000-06-30", "0.4153005464", "0.4175824176", "0.4153005464", "2000-01-30", "2000-07-30"],
  ])("%s to %s", (from, to, isda, icma, afb, refFrom, refTo) => {
    expect(years("act/act isda", from, to)).toBe(isda);
    expect(years("act/act icma", from, to, { from: refFrom, to: refTo })).toBe(icma);
    expect(years("act/act afb", from, to)).toBe(afb);
  });
});

describe("years of 360 days: the published examples of each rule", () => {
  // from, to, days by 30/360 US, 30E/360 and 30E/360 ISDA (SQL Server Financial Functions, DAYS360, and ISDA's examples)
  test.each([
    ["2007-01-15", "2007-01-30", 15, 15, 15],
    ["2007-09-30", "2008-03-31", 180, 180, 180],
    ["2007-01-15", "2007-01-31", 16, 15, 15],
    ["2007-01-31", "2007-02-28", 28, 28, 30],
    ["2007-02-28", "2007-03-31", 30, 32, 30],
    ["2006-08-31", "2007-02-28", 178, 178, 180],
    ["2008-02-29", "2009-02-28", 360, 359, 360],
    ["2008-02-29", "2008-03-31", 30, 31, 30],
    ["2007-02-28", "2007-03-05", 5, 7, 5],
    ["2009-02-28", "2009-08-31", 180, 182, 180],
  ])("%s to %s", (from, to, us, european, german) => {
    const days = (convention: Convention) => Number(decimalOf(yearsBetweenBy(convention, { from, to })).times(360).toFixed(6));
    expect([days("30u/360"), days("30e/360"), days("30e/360 isda")]).toEqual([us, european, german]);
  });

  test("30/360 makes the last day 30 only when the first is, 30E+/360 makes a last 31st the first of the next month", () => {
    expect(years("30/360 isda", "2008-02-01", "2009-05-31")).toBe((480 / 360).toFixed(10));
    expect(years("30/360 isda", "2007-10-31", "2008-11-30")).toBe((390 / 360).toFixed(10));
    expect(years("30e+/360", "2008-02-01", "2009-05-31")).toBe((480 / 360).toFixed(10));
    expect(years("30e/360", "2008-02-01", "2009-05-31")).toBe((479 / 360).toFixed(10));
  });
});

test("days of a fixed year, with and without 29 February", () => {
  expect(years("act/365f", "2007-12-28", "2008-02-29")).toBe((63 / 365).toFixed(10));
  expect(years("nl/365", "2007-12-28", "2008-02-29")).toBe((62 / 365).toFixed(10));
  expect(years("nl/365", "2008-02-29", "2009-05-31")).toBe((457 / 365).toFixed(10));
  expect(years("act/365.25", "2007-01-12", "2011-01-12")).toBe((1461 / 365.25).toFixed(10));
  expect(years("act/365l", "2007-10-31", "2008-11-30")).toBe((396 / 366).toFixed(10));
});

test("under every convention no time is nothing, later is not less, and backwards is the opposite", () => {
  fc.assert(
    fc.property(fc.constantFrom(...conventions), fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 }), (convention, start, days) => {
      const from = addDays("2015-01-31", start);
      const to = addDays(from, days);
      const forward = decimalOf(yearsBetweenBy(convention, { from, to }));
      expect(forward.gte(0) || days < 3).toBe(true);
      expect(decimalOf(yearsBetweenBy(convention, { from: to, to: from })).neg().eq(forward)).toBe(true);
      expect(decimalOf(yearsBetweenBy(convention, { from, to: from })).isZero()).toBe(true);
    }),
    // A 31st to itself: the rule that makes the end the first of the next month would count a day.
    { examples: conventions.map((convention) => [convention, 0, 0]) },
  );
});
