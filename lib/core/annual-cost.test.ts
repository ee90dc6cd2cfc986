import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { annualCostPpm } from "./annual-cost";
import { Decimal } from "./decimal";
import { referenceFigures } from "./fixtures/reference-figures";
import { nearestToZero, ratesOfReturn, type Flow } from "./rates-of-return";
import { buildSchedule, type LoanTerms } from "./schedule";
import { rateOfPpm } from "./rate";

const oneYear: LoanTerms = {
  principal: 10_000_000n,
  annualRate: rateOfPpm(120_000),
  method: "declining",
  interval: { unit: "month", count: 1 },
  instalmentCount: 12,
  dayCount: "30/360",
  disbursedOn: "2026-01-31",
};

describe("published European rates", () => {
  test.each(referenceFigures.europeanApr.map((figure) => [figure.id, figure] as const))("%s", (_, figure) => {
    const flows = figure.flows.map(([years = "", amount = ""]) => ({ at: new Decimal(years), amount: new Decimal(amount) }));
    const rate = nearestToZero(ratesOfReturn(flows, 1));
    expect(rate?.minus(figure.rate).abs().lte(figure.tolerance)).toBe(true);
    expect(rate?.toFixed(8)).toBe(new Decimal(figure.solverValue).toFixed(8));
  });
});

describe("the cost of a loan", () => {
  test("12 % a year in months, without fees, costs 1.01^12 − 1", () => {
    expect(costOf(oneYear, oneYear.principal)).toBe(126_825);
  });
  test("a fee withheld raises it", () => {
    expect(costOf(oneYear, 9_900_000n)).toBeGreaterThan(145_000);
  });
  test("a loan without interest and fees costs nothing; paying back less than was paid out is a negative cost", () => {
    const free = { ...oneYear, annualRate: rateOfPpm(0) };
    expect(costOf(free, free.principal)).toBe(0);
    expect(costOf(free, 11_000_000n)).toBeLessThan(0);
  });
  test("instalments of days are counted in days of 365", () => {
    const single: LoanTerms = { ...oneYear, interval: { unit: "day", count: 365 }, instalmentCount: 1, dayCount: "actual/365" };
    expect(costOf(single, single.principal)).toBe(120_000);
  });
  test("no rate answers when nothing is paid out", () => {
    expect(costOf(oneYear, 0n)).toBeNull();
  });
});

test("at the rate found, what is paid back is worth what was paid out", () => {
  const payments = fc.array(fc.record({ at: fc.integer({ min: 1, max: 120 }), amount: fc.bigInt({ min: 1n, max: 10n ** 8n }) }), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 8n }), payments, (paidOut, list) => {
      const flows: Flow[] = [{ at: new Decimal(0), amount: new Decimal(-paidOut) }, ...list.map(({ at, amount }) => ({ at: new Decimal(at), amount: new Decimal(amount) }))];
      const rate = nearestToZero(ratesOfReturn(flows, 12));
      // Next to nothing paid back is a loss of the whole; then there is no answer.
      if (rate === null) return;
      const monthlyGrowth = rate.plus(1).pow(new Decimal(1).div(12));
      const worth = flows.reduce((sum, { at, amount }) => sum.plus(amount.div(monthlyGrowth.pow(at))), new Decimal(0));
      expect(worth.abs().lt("1e-6")).toBe(true);
    }),
    { numRuns: 15 },
  );
});

function costOf(terms: LoanTerms, paidOut: bigint): number | null {
  return annualCostPpm({ paidOut, instalments: buildSchedule(terms).instalments, terms });
}
