import { describe, expect, test } from "vitest";
import { annuityParts, annuityPayment, levelLoan, type Annuity } from "./annuity";
import { Decimal } from "./decimal";

const months = (principal: string, percent: string, periods: number): Annuity => ({ principal: new Decimal(principal), rate: new Decimal(percent).div(1200), periods });

describe("the equal payment", () => {
  // numpy-financial computes with 28 digits, of which the last few are noise: 22 decimals of its figures are compared.
  test.each([
    ["numpy-financial", months("15000", "8", 60), "304.1459143262052370338702"],
    ["numpy-financial, no interest", months("15000", "0", 60), "250.0000000000000000000000"],
    ["Excel", months("10000", "8", 10), "1037.03"],
    ["Excel, at the beginning", { ...months("10000", "8", 10), at: "begin" as const }, "1030.16"],
    ["Excel: 129.08 a month at 6 % are 50,000 after 18 years", { ...months("0", "6", 216), futureValue: new Decimal(50_000) }, "129.08"],
    ["SpreadJS", months("5000", "6", 15), "346.82"],
    ["SpreadJS, at the beginning", { ...months("5000", "6", 15), at: "begin" as const }, "345.10"],
  ])("%s", (_, annuity, payment) => {
    expect(annuityPayment(annuity).toFixed(payment.split(".")[1]?.length)).toBe(payment);
  });

  test("a rate of next to nothing loses no digit", () => {
    // To the first order in r the payment is P·(1 + (n + 1)·r/2) / n.
    const annuity = { principal: new Decimal(1200), rate: new Decimal("1e-28"), periods: 12 };
    expect(annuityPayment(annuity).minus(100).toFixed(30)).toBe("0.000000000000000000000000065000");
  });

  test("a balloon of the whole amount leaves the interest to pay", () => {
    expect(annuityPayment({ ...months("1000", "12", 10), futureValue: new Decimal(-1000) }).toFixed(20)).toBe("10.00000000000000000000");
  });
});

describe("the loan as it is paid", () => {
  const figures = (annuity: Annuity, round?: (exact: Decimal) => Decimal) => Object.values(levelLoan(annuity, round)).map(String);

  test.each<[string, Annuity, string[]]>([
    ["the rounded payment, as often as it is paid", months("50000000", "12", 36), ["1660715", "59785740", "9785740"]],
    ["without interest, what rounding down leaves out is missing", months("10000", "0", 3), ["3333", "9999", "-1"]],
    ["a balloon is paid besides", { ...months("100000", "12", 10), futureValue: new Decimal(-100000) }, ["1000", "10000", "10000"]],
  ])("%s", (_, annuity, expected) => {
    expect(figures(annuity)).toEqual(expected);
  });

  test("it is rounded as asked, or not at all", () => {
    const annuity = months("10000", "0", 3);
    expect(figures(annuity, (exact) => exact.ceil())).toEqual(["3334", "10002", "2"]);
    expect(levelLoan(annuity, (exact) => exact).total.toFixed(20)).toBe("10000.00000000000000000000");
  });
});

describe("interest and principal of some periods", () => {
  test("Excel: CUMIPMT and CUMPRINC of a second year, and of the first month", () => {
    const mortgage = months("125000", "9", 360);
    const secondYear = annuityParts(mortgage, { first: 13, last: 24 });
    expect([secondYear.interest.toFixed(5), secondYear.principal.toFixed(7)]).toEqual(["11135.23213", "934.1071234"]);
    const firstMonth = annuityParts(mortgage, { first: 1, last: 1 });
    expect([firstMonth.interest.toFixed(1), firstMonth.principal.toFixed(8)]).toEqual(["937.5", "68.27827118"]);
  });

  test("numpy-financial: PPMT and IPMT", () => {
    expect(annuityParts(months("55000", "10", 60), { first: 1, last: 1 }).principal.toFixed(22)).toBe("710.2541257864217612489831");
    const parts = [1, 2, 3, 4].map((period) => annuityParts(months("2000", "10", 24), { first: period, last: period }));
    expect(parts.map(({ interest }) => interest.toFixed(8))).toEqual(["16.66666667", "16.03647345", "15.40102862", "14.76028842"]);
    expect(parts.map(({ principal }) => principal.toFixed(8))).toEqual(["75.62318601", "76.25337923", "76.88882405", "77.52956425"]);
  });

  test("paid at the beginning, the first payment bears no interest, and all principal comes back", () => {
    const annuity = { ...months("8000", "10", 12), at: "begin" as const };
    expect(annuityParts(annuity, { first: 1, last: 1 }).interest.toFixed(20)).toBe("0.00000000000000000000");
    expect(annuityParts(annuity, { first: 1, last: 12 }).principal.toFixed(20)).toBe("8000.00000000000000000000");
  });
});
