import { describe, expect, test } from "vitest";
import { intervalWords, parseRate, quoteLoan } from "./loan-quote";

describe("the calculator's quote", () => {
  test("the rate field reads percent into parts per million exactly", () => {
    expect(parseRate("12.5")).toBe(125_000);
    expect(parseRate("9.4822")).toBe(94_822);
    expect(parseRate("0")).toBe(0);
    expect(parseRate("-1")).toBeNull();
    expect(parseRate("1.23456")).toBeNull();
    expect(parseRate("abc")).toBeNull();
  });
  test("what is paid in all is the principal and the interest of the schedule", () => {
    const { schedule, aprPpm } = quoteLoan(
      { principal: 30_000_000n, annualRatePpm: 120_000, instalmentCount: 24 },
      { method: "declining", interval: { unit: "month", count: 1 }, dayCount: "30/360" },
      "2026-03-31",
    );
    expect(schedule.totalPayable).toBe(30_000_000n + schedule.totalInterest);
    // 1 % a month is (1.01^12 − 1) a year; rounding the instalments moves it by less than a thousandth of a percent.
    expect(Math.abs((aprPpm ?? 0) - 126_825)).toBeLessThan(10);
  });
  test("intervals are said as people say them", () => {
    expect(intervalWords({ unit: "month", count: 1 })).toBe("a month");
    expect(intervalWords({ unit: "day", count: 14 })).toBe("every 14 days");
  });
});
