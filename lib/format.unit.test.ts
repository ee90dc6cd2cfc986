import { describe, expect, test } from "vitest";
import { currencySymbol, formatDate, formatInstant, formatMoney, formatRate, formatShare, toMajorNumber } from "./format";

const rupees = { currency: "INR", exponent: 2, locale: "en-IN" };
const yen = { currency: "JPY", exponent: 0, locale: "en-US" };
const euros = { currency: "EUR", exponent: 2, locale: "de-DE" };

describe("money as text", () => {
  test("rupees are grouped the Indian way", () => {
    expect(formatMoney(12345678n, rupees)).toBe("₹1,23,456.78");
    expect(formatMoney(1_00_00_000_00n, rupees)).toBe("₹1,00,00,000.00");
  });
  test("amounts beyond 2^53 keep every digit", () => {
    expect(formatMoney(9007199254740993n, rupees)).toBe("₹9,00,71,99,25,47,409.93");
  });
  test("a negative amount has a true minus before the sign, a signed one a plus", () => {
    expect(formatMoney(-5n, rupees)).toBe("−₹0.05");
    expect(formatMoney(500n, rupees, { signed: true })).toBe("+₹5.00");
    expect(formatMoney(0n, rupees, { signed: true })).toBe("₹0.00");
  });
  test("a zero fraction may be left away, another never is", () => {
    expect(formatMoney("50000000", rupees, { fraction: "auto" })).toBe("₹5,00,000");
    expect(formatMoney("50000001", rupees, { fraction: "auto" })).toBe("₹5,00,000.01");
  });
  test("a currency without minor units has no point, a suffix currency keeps its place", () => {
    expect(formatMoney(1234n, yen)).toBe("¥1,234");
    expect(formatMoney(123456n, euros)).toBe("1.234,56\u00a0€");
    expect(currencySymbol(euros)).toBe("€");
  });
  test("a chart gets major units", () => {
    expect(toMajorNumber("12345", 2)).toBe(123.45);
  });
});

describe("rates, shares and dates as text", () => {
  test("a rate has no needless zeros", () => {
    expect(formatRate(120_000)).toBe("12%");
    expect(formatRate(94_822)).toBe("9.4822%");
    expect(formatRate(500)).toBe("0.05%");
    expect(formatRate(0)).toBe("0%");
  });
  test("a share is cut off to a tenth, and a tiny one is not called nothing", () => {
    expect(formatShare(1n, 3n)).toBe("33.3%");
    expect(formatShare(999_999n, 1_000_000n)).toBe("99.9%");
    expect(formatShare(1n, 1_000_000n)).toBe("<0.1%");
    expect(formatShare(1n, 0n)).toBe("0%");
  });
  test("dates are written the same by server and browser", () => {
    expect(formatDate("2026-09-05")).toBe("5 Sep 2026");
    expect(formatInstant("2026-03-31T20:35:00Z", "Asia/Kolkata")).toBe("1 Apr 2026, 02:05");
  });
});
