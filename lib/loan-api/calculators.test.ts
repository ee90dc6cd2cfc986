import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { POST as apr } from "@/app/api/calculators/apr/route";
import { POST as dayCount } from "@/app/api/calculators/day-count/route";
import { POST as emi } from "@/app/api/calculators/emi/route";
import { POST as irr } from "@/app/api/calculators/irr/route";
import { POST as schedule } from "@/app/api/calculators/schedule/route";
import { POST as split } from "@/app/api/calculators/split/route";
import { POST as xirr } from "@/app/api/calculators/xirr/route";
import { answerInstalment, instalmentDefaults } from "@/components/calculators/instalment-question";
import { addDays, addMonths } from "@/lib/core/business-date";
import { Decimal } from "@/lib/core/decimal";
import vectors from "@/lib/core/fixtures/published-vectors.json";
import { formatDecimal } from "@/lib/core/money";
import { openInstallation } from "@/lib/platform/testing";

/* Published figures, each posted as it stands to the calculator of its kind. */

type Vector = { id: string; kind: string; input: Record<string, unknown>; expected: Record<string, unknown>; tolerance?: string | number };
type Row = { due: string; principal: string; interest: string; total: string; balance: string };
type Calculator = typeof schedule;

async function post(calculator: Calculator, body: unknown) {
  const request = new Request("http://localhost/api/calculators", { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const response = await calculator(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function answerTo(calculator: Calculator, body: unknown): Promise<Record<string, unknown>> {
  const answer = await post(calculator, body);
  expect([answer.status, answer.body]).toEqual([200, answer.body]);
  return answer.body;
}

function of(kind: string, isOne: (vector: Vector) => boolean = () => true): [string, Vector][] {
  return (vectors as unknown as Vector[]).filter((vector) => vector.kind === kind && isOne(vector)).map((vector) => [vector.id, vector]);
}

function expectNear(actual: unknown, expected: unknown, tolerance: string | number = 0): void {
  expect(new Decimal(String(actual)).minus(String(expected)).abs().lte(tolerance), `${String(actual)} is not ${String(expected)}`).toBe(true);
}

const amount = (text: unknown) => new Decimal(String(text)).toFixed(2);
const rowsOf = (rows: unknown) => (rows as Row[]).map((row) => [row.due, ...[row.principal, row.interest, row.total, row.balance].map(amount)]);

beforeAll(async () => {
  await openInstallation("2026-03-02");
});

describe("schedule", () => {
  test.each(of("schedule"))("%s", async (_, { input, expected }) => {
    const answer = await answerTo(schedule, input);
    expect(rowsOf(answer.rows)).toEqual(rowsOf(expected.rows));
    expect([answer.total_principal, answer.total_interest].map(amount)).toEqual([expected.total_principal, expected.total_interest].map(amount));
  });
});

describe("emi", () => {
  test.each(of("emi", ({ expected }) => "payment" in expected))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(emi, input)).payment, expected.payment, tolerance);
  });
});

describe("xirr", () => {
  test.each(of("xirr"))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(xirr, input)).rate, expected.rate, tolerance);
  });
});

describe("irr", () => {
  test.each(of("irr", ({ expected }) => "irr" in expected))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(irr, input)).irr, expected.irr, tolerance);
  });
  test.each(of("irr", ({ expected }) => "npv" in expected))("%s", async (_, { input, expected }) => {
    expectNear((await answerTo(irr, input)).npv, expected.npv, "1e-20");
  });
});

describe("day-count", () => {
  test.each(of("day_count", ({ input }) => "from" in input))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(dayCount, input)).year_fraction, expected.year_fraction, tolerance);
  });
  test.each(of("day_count", ({ input }) => "periods" in input))("%s", async (_, { input, expected }) => {
    expect((await answerTo(dayCount, input)).factors).toEqual(expected.factors);
  });
});

describe("apr", () => {
  test.each(of("apr_eu"))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(apr, input)).rate, expected.rate, tolerance);
  });
});

describe("apr by the US method: the prose of Regulation Z as dated lists", () => {
  const series = (count: number, amount: string, dateAt: (index: number) => string) => Array.from({ length: count }, (_, index) => ({ date: dateAt(index), amount }));
  const months = (first: string, every = 1) => (index: number) => addMonths(first, index * every);
  const days = (first: string, every: number) => (index: number) => addDays(first, index * every);
  const payments: Record<string, { date: string; amount: string }[]> = {
    "REGZ-J-c1i": series(24, "230", months("1978-02-10")),
    "REGZ-J-c1ii": series(36, "200", months("1978-04-01")),
    "REGZ-J-c1iv": series(40, "385", months("1978-10-01", 3)),
    "REGZ-J-c1v": series(30, "17.60", days("1978-04-21", 7)),
    "REGZ-J-c2ii": [{ date: "1978-04-20", amount: "39.50" }, ...series(11, "38.31", days("1978-05-18", 28))],
    "REGZ-J-c3i": [...series(23, "230", months("1978-02-10")), { date: "1980-01-10", amount: "280" }],
    "REGZ-J-c4i": [{ date: "1978-02-10", amount: "250" }, ...series(22, "230", months("1978-03-10")), { date: "1980-01-10", amount: "280" }],
    "REGZ-J-c4ii": [{ date: "1978-03-01", amount: "449.36" }, ...series(18, "465", months("1978-05-01", 2)), { date: "1981-05-01", amount: "200" }],
  };
  test.each(of("apr_actuarial_us"))("%s", async (id, { input, expected }) => {
    const { advance, amount_financed, unit_periods_per_year } = input;
    const body = { method: "us_actuarial", advances: [{ date: advance, amount: amount_financed }], payments: payments[id], unit_periods_per_year };
    const answer = await answerTo(apr, body);
    expect(answer.apr_pct).toBe(expected.apr_pct);
    const solved = (vectors as unknown as (Vector & { solver_value: number })[]).find((vector) => vector.id === id)?.solver_value;
    expectNear(new Decimal(String(answer.rate)).times(100), solved, "1e-6");
  });
});

describe("split", () => {
  test.each(of("prorata"))("%s", async (_, { input, expected }) => {
    expect((await answerTo(split, input)).parts).toEqual(expected.parts);
  });
});

describe("what the calculators say besides", () => {
  const flows = [["2021-06-08", -1000000], ["2022-06-29", 5000], ["2023-06-08", -3], ["2023-06-30", 0]];

  test("every root, and null where there is none", async () => {
    const two = await answerTo(xirr, { cashflows: flows });
    expect([(two.roots as number[]).map((root) => root.toFixed(6)), two.root_count]).toEqual([["-0.999597", "-0.993785"], 2]);
    expect(await answerTo(xirr, { cashflows: [["2024-01-01", 100], ["2024-02-01", 100]] })).toEqual({ rate: null, roots: [], root_count: 0 });
    expect(await answerTo(irr, { values: [] })).toEqual({ irr: null, rate: null, roots: [], root_count: 0 });
  });

  test("names in camelCase, synonyms, rows as objects and dates of instants are understood", async () => {
    const asked = { loanAmount: 10000, interestRate: 12, numberOfInstallments: 3, startDate: "2025-01-31T00:00:00Z", dayCount: "actual/actual", anythingElse: { x: 1 } };
    const answer = await answerTo(schedule, asked);
    expect([(answer.rows as Row[])[0]?.due, answer.total_interest]).toEqual(["2025-02-28", "193.47"]);
    const rate = await answerTo(xirr, { cashFlows: [{ date: "2024-01-01", amount: "-100" }, { date: "2025-01-01", amount: "110" }], convention: "ACT/366" });
    expect(rate.rate).toBeCloseTo(0.1, 12);
  });

  test("payments of an annuity are rounded as asked, and split into interest and principal", async () => {
    const asked = { principal: "125000", annual_rate_pct: "9", periods: 360 };
    const fifteen = { principal: 5000, annual_rate_pct: 6, periods: 15 };
    expect((await answerTo(emi, { ...fifteen, rounding: "nearest" })).payment).toBe("346.82");
    expect((await answerTo(emi, { ...fifteen, rounding: "up" })).payment).toBe("346.83");
    const secondYear = await answerTo(emi, { ...asked, first_period: 13, last_period: 24 });
    expectNear(secondYear.interest, "11135.23213", "0.000005");
    expectNear(secondYear.principal, "934.1071234", "0.00000005");
  });

  test.each<[string, Partial<typeof instalmentDefaults>]>([
    ["an instalment that is rounded", {}],
    ["no interest, and thirds", { amount: "100", annualRate: "0", periods: "3" }],
    ["a balloon, at the beginning of quarters", { paidAt: "begin", every: "3", balloon: "123456.78" }],
    ["a balloon of the whole amount without interest", { annualRate: "0", balloon: "500000" }],
    ["an amount that was looked for", { find: "amount" }],
  ])("the page answers what its own call answers: %s", async (_, texts) => {
    const page = answerInstalment({ ...instalmentDefaults, ...texts }, 2);
    if (!page.ok) throw new Error(JSON.stringify(page.problems));
    const { instalment, total, interest } = page.loan;
    const [payment, totalPaid, totalInterest] = [instalment, total, interest].map((minor) => formatDecimal(minor, 2));
    expect(await answerTo(emi, page.call.body)).toEqual({ payment, total_paid: totalPaid, total_interest: totalInterest });
  });

  test("an APR of dates, and the common unit period where none is named", async () => {
    const loan = { advances: [{ date: "2012-10-10", amount: 500 }], payments: [{ date: "2012-11-10", amount: 270 }, { date: "2012-12-10", amount: 270 }] };
    expectNear((await answerTo(apr, loan)).rate, "0.8463", "0.0001");
    const american = await answerTo(apr, { ...loan, method: "us_actuarial" });
    expect([american.unit_periods_per_year, american.apr_pct]).toEqual([12, "63.46"]);
  });
});

describe("what cannot be calculated is refused beside the field", () => {
  const loan = { principal: "100", annual_rate_pct: "12", installments: 6, disbursed: "2024-01-01" };
  const many = (count: number) => Array.from({ length: count }, (_, index) => [addDays("2020-01-01", index % 900), index % 2 ? 1 : -1]);
  test.each<[string, Calculator, unknown, string]>([
    ["no principal", schedule, { ...loan, principal: undefined }, "principal"],
    ["a negative principal", schedule, { ...loan, principal: "-1" }, "principal"],
    ["not a number", schedule, { ...loan, principal: "NaN" }, "principal"],
    ["more decimals than the currency has", schedule, { ...loan, principal: "100.005" }, "principal"],
    ["a negative rate", schedule, { ...loan, annual_rate_pct: -1 }, "annual_rate_pct"],
    ["a rate beyond all bounds", schedule, { ...loan, annual_rate_pct: "1e30" }, "annual_rate_pct"],
    ["no instalments", schedule, { ...loan, installments: 0 }, "installments"],
    ["a billion instalments", schedule, { ...loan, installments: 1e9 }, "installments"],
    ["half an instalment", schedule, { ...loan, installments: 2.5 }, "installments"],
    ["a date that does not exist", schedule, { ...loan, disbursed: "2024-02-30" }, "disbursed"],
    ["a loan of ten thousand years", schedule, { ...loan, installments: 1200, repay_every: 366, unit: "YEARS" }, "installments"],
    ["an unknown day count", schedule, { ...loan, day_count: "ACT/999" }, "day_count"],
    ["grace for the whole term", schedule, { ...loan, grace_on_principal: 6 }, "grace_on_principal"],
    ["a moved date that is none", schedule, { ...loan, reschedule: { from_due: "2024-02-02", to_due: "2024-02-18" } }, "reschedule"],
    ["a pause that ends before it begins", schedule, { ...loan, interest_pause: { from: "2024-03-02", to: "2024-02-18" } }, "interest_pause"],
    ["a disbursement after the end", schedule, { ...loan, disbursements: [["2024-01-01", 5], ["2030-01-01", 5]] }, "disbursements"],
    ["everything paid down at once", schedule, { ...loan, down_payment_pct: 100 }, "down_payment_pct"],
    ["more paid than is owed", schedule, { ...loan, paid: [["2024-01-15", 500]] }, "paid"],
    ["a payment every day for years", schedule, { ...loan, principal: 1e6, installments: 1200, paid: Array.from({ length: 2_000 }, (_, day) => [addDays("2024-01-01", day), 1]) }, "paid"],
    ["a flat loan that changes", schedule, { ...loan, interest_type: "flat", rate_change: { effective: "2024-02-02", new_rate_pct: 4 } }, "interest_type"],
    ["no periods", emi, { principal: 1, annual_rate_pct: 1, periods: 0 }, "periods"],
    ["no rate", emi, { principal: 1, periods: 1 }, "annual_rate_pct"],
    ["periods of parts outside the loan", emi, { principal: 1, annual_rate_pct: 1, periods: 5, first_period: 3, last_period: 6 }, "last_period"],
    ["ten thousand cash flows", xirr, { cashflows: many(10_000) }, "cashflows"],
    ["an amount without end", xirr, { cashflows: [["2024-01-01", "1e999999999"]] }, "cashflows.0.1"],
    ["amounts that are none", irr, { values: [1, null] }, "values.1"],
    ["a time before the first", apr, { cashflows_years: [[-1, 5]] }, "cashflows_years.0.years"],
    ["nothing to compute an APR from", apr, {}, "cashflows_years"],
    ["no payment", apr, { method: "us", advances: [["2024-01-01", 5]] }, "payments"],
    ["a unit period that does not exist", apr, { method: "us", advances: [["2024-01-01", 5]], payments: [["2024-02-01", 5], ["2024-03-01", 5]], unit_periods_per_year: 100 }, "unit_periods_per_year"],
    ["one date", dayCount, { from: "2024-01-01" }, "to"],
    ["a year that no loan sees", dayCount, { from: "2024-01-01", to: "9999-12-31" }, "to"],
    ["weights of nothing", split, { amount_minor: 5, weights: [0, 0] }, "weights"],
    ["no weights", split, { amount_minor: 5, weights: [] }, "weights"],
    ["a weight below zero", split, { amount_minor: 5, weights: [1, -1] }, "weights.1"],
    ["half a minor unit", split, { amount_minor: "0.5", weights: [1] }, "amount_minor"],
    ["a list instead of a body", split, [1, 2], "form"],
  ])("%s", async (_, calculator, body, field) => {
    const answer = await post(calculator, body);
    expect([answer.status, answer.body.code, Object.keys((answer.body.fields ?? {}) as object)]).toEqual([400, "input_invalid", expect.arrayContaining([field])]);
  });

  test("the largest questions are answered", async () => {
    await answerTo(schedule, { ...loan, principal: "9999999999999.99", annual_rate_pct: "999.123456789", installments: 1200 });
    await answerTo(schedule, { ...loan, installments: 1200, rate_change: Array.from({ length: 15 }, (_, year) => ({ effective: addMonths("2025-01-01", year), new_rate_pct: year })) });
    await answerTo(xirr, { cashflows: many(2_000), day_count: "ACT/ACT ISDA" });
    await answerTo(irr, { values: many(2_000).map(([, value]) => value) });
    await answerTo(split, { amount_minor: 1e15, weights: Array.from({ length: 2_000 }, (_, index) => `1/${10 ** 12 + index * 7 + 1}`) });
  });

  test("whatever is sent, the answer is a result or what is wrong with it", async () => {
    const value = fc.oneof(fc.integer(), fc.double(), fc.constantFrom("", "NaN", "1e5", "1/0", "-0", "2024-01-31", "2024-02-30", "ACT/ACT", "MONTHS", "flat", null, true, [], {}), fc.array(fc.oneof(fc.integer(), fc.constantFrom("2024-01-31", "x")), { maxLength: 3 }));
    const names = ["principal", "annual_rate_pct", "installments", "disbursed", "repay_every", "unit", "day_count", "interest_type", "grace_on_principal", "round_to", "paid", "rate_change", "periods", "periods_per_year", "cashflows", "values", "weights", "amount_minor", "from", "to", "advances", "payments", "cashflows_years"];
    const body = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 12 });
    const good = fc.constantFrom({}, loan, { principal: 5, annual_rate_pct: 3, periods: 4 }, { cashflows: many(4) }, { values: [-1, 2] }, { amount_minor: 7, weights: [1, 2] }, { from: "2024-01-01", to: "2025-01-01" });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(schedule, emi, apr, xirr, irr, dayCount, split), good, body, async (calculator, base, changes) => {
        const { status } = await post(calculator, { ...base, ...changes });
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 600 },
    );
  });
});
