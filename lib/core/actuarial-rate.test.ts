import { describe, expect, test } from "vitest";
import { actuarialRate, type Dated } from "./actuarial-rate";
import { addDays, addMonths, type BusinessDate } from "./business-date";
import { Decimal } from "./decimal";
import { parseRatio } from "./ratio";

const on = (date: BusinessDate, amount: string): Dated => ({ on: date, amount: new Decimal(amount) });
const monthly = (first: BusinessDate, count: number, amount: string, every = 1) => Array.from({ length: count }, (_, index) => on(addMonths(first, index * every), amount));
const daily = (first: BusinessDate, count: number, amount: string, every = 1) => Array.from({ length: count }, (_, index) => on(addDays(first, index * every), amount));
const semimonthly = (year: number, month: number, count: number, amount: string) =>
  Array.from({ length: count }, (_, index) => on(`${addMonths(`${year}-${String(month).padStart(2, "0")}-01`, Math.floor(index / 2)).slice(0, 7)}-${index % 2 ? "16" : "01"}`, amount));

function apr(advances: readonly Dated[], payments: readonly Dated[], perYear?: string): string | undefined {
  return actuarialRate({ advances, payments, unitPeriodsPerYear: perYear === undefined ? undefined : (parseRatio(perYear) ?? undefined) })?.rate?.times(100).toFixed(2);
}

describe("Regulation Z, Appendix J (c): the examples of the actuarial method", () => {
  const cases: [string, readonly Dated[], readonly Dated[], string, string][] = [
    ["(c)(1)(i) monthly, regular first period", [on("1978-01-10", "5000")], monthly("1978-02-10", 24, "230"), "12", "9.69"],
    ["(c)(1)(ii) monthly, long first period", [on("1978-02-10", "6000")], monthly("1978-04-01", 36, "200"), "12", "11.82"],
    ["(c)(1)(iii) semimonthly, short first period", [on("1978-02-23", "5000")], semimonthly(1978, 3, 24, "219.17"), "24", "10.34"],
    ["(c)(1)(iv) quarterly, long first period", [on("1978-05-23", "10000")], monthly("1978-10-01", 40, "385", 3), "4", "8.97"],
    ["(c)(1)(v) weekly, long first period", [on("1978-03-20", "500")], daily("1978-04-21", 30, "17.60", 7), "52", "14.96"],
    ["(c)(2)(i) irregular first payment", [on("1978-01-10", "5000")], [on("1978-02-10", "250"), ...monthly("1978-03-10", 23, "230")], "12", "10.08"],
    ["(c)(2)(ii) every 4 weeks, long first period", [on("1978-03-18", "400")], [on("1978-04-20", "39.50"), ...daily("1978-05-18", 11, "38.31", 28)], "13", "28.50"],
    ["(c)(3)(i) irregular final payment", [on("1978-01-10", "5000")], [...monthly("1978-02-10", 23, "230"), on("1980-01-10", "280")], "12", "10.50"],
    ["(c)(3)(ii) every 2 weeks, short first period", [on("1978-04-03", "200")], [...daily("1978-04-11", 19, "9.50", 14), on("1979-01-02", "30")], "26", "12.22"],
    ["(c)(4)(i) irregular first and final payment", [on("1978-01-10", "5000")], [on("1978-02-10", "250"), ...monthly("1978-03-10", 22, "230"), on("1980-01-10", "280")], "12", "10.90"],
    ["(c)(4)(ii) every two months", [on("1978-01-10", "8000")], [on("1978-03-01", "449.36"), ...monthly("1978-05-01", 18, "465", 2), on("1981-05-01", "200")], "6", "7.30"],
    ["(c)(5)(i) one payment after 255 days", [on("1978-01-03", "1000")], [on("1978-09-15", "1080")], "365/255", "11.45"],
    ["one payment after exactly six months", [on("1978-07-15", "1000")], [on("1979-01-15", "1044")], "2", "8.80"],
    ["one payment after exactly two years", [on("1978-01-17", "1000")], [on("1980-01-17", "1135.19")], "1", "6.55"],
  ];
  test.each(cases)("%s", (_, advances, payments, perYear, expected) => {
    expect(apr(advances, payments, perYear)).toBe(expected);
    // The unit period follows from the dates as well.
    expect(apr(advances, payments)).toBe(expected);
  });
});

describe("other transactions, confirmed by a spreadsheet (FSharp.Finance.Personal)", () => {
  test.each<[string, readonly Dated[], readonly Dated[], string, string]>([
    ["quarterly, shorter first period", [on("1978-06-23", "10000")], monthly("1978-10-01", 40, "385", 3), "4", "9.15"],
    ["quarterly, first period below a unit period", [on("1978-07-23", "10000")], monthly("1978-10-01", 40, "385", 3), "4", "9.32"],
    ["daily", [on("2023-10-26", "1000")], daily("2023-11-30", 5, "220"), "365", "94.15"],
    ["weekly, long first period", [on("2023-10-28", "1000")], daily("2023-11-30", 5, "250", 7), "52", "176.52"],
    ["weekly, regular first period", [on("2023-11-23", "1000")], daily("2023-11-30", 5, "250", 7), "52", "412.40"],
    ["weekly, short first period", [on("2023-11-24", "1000")], daily("2023-11-30", 5, "250", 7), "52", "434.30"],
    ["yearly", [on("2023-10-26", "1000")], monthly("2023-11-30", 5, "500", 12), "1", "78.34"],
  ])("%s", (_, advances, payments, perYear, expected) => {
    expect(apr(advances, payments, perYear)).toBe(expected);
  });
});

test("several advances: two halves a month apart cost less than all at once", () => {
  const payments = monthly("2024-03-01", 12, "90");
  const atOnce = apr([on("2024-01-01", "1000")], payments, "12");
  const inHalves = apr([on("2024-01-01", "500"), on("2024-02-01", "500")], payments, "12");
  expect(Number(inHalves)).toBeGreaterThan(Number(atOnce));
});

test("month ends are whole months apart: 31 Jan, 28 Feb, 31 Mar", () => {
  expect(apr([on("2023-01-31", "1000")], [on("2023-02-28", "340.02"), on("2023-03-31", "340.02"), on("2023-04-30", "340.02")], "12")).toBe("12.00");
});

test("what is paid back without cost has the rate 0, less than was lent a negative one; next to nothing of it has none, and so has an unknown unit period", () => {
  expect(apr([on("2024-01-01", "100")], monthly("2024-02-01", 2, "50"), "12")).toBe("0.00");
  expect(Number(apr([on("2024-01-01", "100")], monthly("2024-02-01", 2, "49"), "12"))).toBeLessThan(0);
  expect(apr([on("2024-01-01", "100")], [], "12")).toBeUndefined();
  expect(actuarialRate({ advances: [on("2024-01-01", "100")], payments: monthly("2024-02-01", 2, "51"), unitPeriodsPerYear: { numerator: 100n, denominator: 1n } })).toBeNull();
});
