import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, businessDateIn, compareDates, daysBetween, isBusinessDate, yearsBetween } from "./business-date";

const anyDate = fc.date({ min: new Date("1800-01-01"), max: new Date("2300-01-01"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

describe("only dates that exist are dates", () => {
  test.each(["2024-02-29", "2000-02-29", "2026-12-31", "1900-02-28"])("%s exists", (text) => {
    expect(isBusinessDate(text)).toBe(true);
  });
  test.each(["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-01-00", "24-01-01", "2024-1-1", "2024-01-01T00:00", "0999-01-01", "", "abc"])(
    "%j does not",
    (text) => {
      expect(isBusinessDate(text)).toBe(false);
    },
  );
});

describe("months keep their anchor day", () => {
  test("31 January, then the end of February, then 31 March", () => {
    const dates = [1, 2, 3, 4].map((months) => addMonths("2025-01-31", months));
    expect(dates).toEqual(["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]);
  });
  test("from a clamped date the anchor brings the day back", () => {
    expect(addMonths("2025-02-28", 1, 31)).toBe("2025-03-31");
    expect(addMonths("2024-01-30", 1)).toBe("2024-02-29");
  });
  test("backwards and over years", () => {
    expect(addMonths("2025-01-15", -1)).toBe("2024-12-15");
    expect(addMonths("2024-12-15", 25)).toBe("2027-01-15");
    expect(addMonths("2024-03-31", -13)).toBe("2023-02-28");
  });
});

describe("days are counted by the calendar", () => {
  test("they agree with an independent calendar", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -100_000, max: 100_000 }), (date, days) => {
        const expected = new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
        expect(addDays(date, days)).toBe(expected);
        expect(daysBetween(date, expected)).toBe(days);
        expect(compareDates(date, expected)).toBe(-Math.sign(days) + 0);
      }),
    );
  });
  test("a date beyond the calendar is a bug", () => {
    expect(() => addDays("9999-12-31", 1)).toThrow();
    expect(() => addMonths("9999-12-31", 1)).toThrow();
  });
});

test.each([
  ["2000-03-31", "2021-03-30", 20],
  ["2000-03-31", "2021-03-31", 21],
  ["2004-02-29", "2025-02-28", 20],
  ["2004-02-29", "2025-03-01", 21],
])("somebody born on %s is on %s %i years old", (birth, on, age) => {
  expect(yearsBetween(birth, on)).toBe(age);
});

test("the civil date depends on the time zone of the bank, not of the machine", () => {
  const instant = new Date("2026-03-31T19:00:00Z");
  expect(businessDateIn("Asia/Kolkata", instant)).toBe("2026-04-01");
  expect(businessDateIn("America/New_York", instant)).toBe("2026-03-31");
  expect(() => businessDateIn("Nowhere/Land", instant)).toThrow(RangeError);
});
