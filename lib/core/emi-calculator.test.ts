import { describe, expect, test } from "vitest";
import { calculateEmi } from "./emi-calculator";

describe("the calculator", () => {
  test("500,000.00 at 8.5 % over 24 months is 22,727.84 a month; the total is of the unrounded instalment", () => {
    expect(calculateEmi(500_000_00n, "8.5", 24)).toEqual({ instalmentAmount: 22_727_84n, totalAmount: 545_468_10n, totalInterest: 45_468_10n });
  });

  test("at a rate of 0 the instalment is the amount over the months, and the total is the amount", () => {
    expect(calculateEmi(100_00n, "0", 3)).toEqual({ instalmentAmount: 33_33n, totalAmount: 100_00n, totalInterest: 0n });
  });

  test("one month pays everything with a twelfth of the year's interest", () => {
    expect(calculateEmi(12_000_00n, "12", 1)).toEqual({ instalmentAmount: 12_120_00n, totalAmount: 12_120_00n, totalInterest: 120_00n });
  });

  test("a rate keeps every decimal that was written", () => {
    const [shorter, longer] = [calculateEmi(10n ** 15n, "9.1234567", 12), calculateEmi(10n ** 15n, "9.1234568", 12)];
    expect(longer.totalInterest).toBeGreaterThan(shorter.totalInterest);
  });

  test("a rate that is nearly nothing costs nearly nothing, never less", () => {
    for (const rate of ["0.000000000001", "1e-17", "1e-18", "1e-37", "9e-37", "1e-300"]) {
      expect(calculateEmi(1_000_00n, rate, 480)).toEqual({ instalmentAmount: 2_08n, totalAmount: 1_000_00n, totalInterest: 0n });
    }
  });

  test("the highest rate over the longest term still has an instalment just above its interest", () => {
    expect(calculateEmi(1_200_00n, "200", 480)).toMatchObject({ instalmentAmount: 200_00n, totalAmount: 96_000_00n });
  });
});
