import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amortise, levelInstalment, type AmortisationPlan } from "./amortisation";
import { Decimal } from "./decimal";
import { anyDecliningLoan, anyFlatLoan, anyLoan } from "./fixtures/arbitrary-loans";
import { minor, readDayCount, readInterval, readTerms, referenceFigures } from "./fixtures/reference-figures";
import { formatDecimal, sumMoney } from "./money";
import { buildSchedule, instalmentAmount, principalForInstalment, type LoanTerms } from "./schedule";
import { rateFactor, rateOfPpm } from "./rate";

const monthly: LoanTerms = {
  principal: 50_000_000n,
  annualRate: rateOfPpm(85_000),
  method: "declining",
  interval: { unit: "month", count: 1 },
  instalmentCount: 24,
  dayCount: "30/360",
  disbursedOn: "2026-01-31",
};

const month = { numerator: 1n, denominator: 12n };

describe("published schedules, to the minor unit", () => {
  test.each(referenceFigures.schedules.map((figure) => [figure.id, figure] as const))("%s", (_, figure) => {
    const schedule = buildSchedule(readTerms(figure.terms));
    const rows = schedule.instalments.map(({ dueOn, ...row }) => [dueOn, ...[row.principal, row.interest, row.total, row.balanceAfter].map(asText)]);
    expect(rows).toEqual(figure.rows);
    expect(asText(schedule.totalInterest)).toBe(figure.totalInterest);
  });
});

describe("the equal instalment", () => {
  test.each(referenceFigures.instalments.map((figure) => [figure.id, figure] as const))("%s", (_, figure) => {
    const { instalmentCount, payment } = figure;
    const annualRate = rateOfPpm(figure.annualRatePpm);
    const accruals = Array.from({ length: instalmentCount }, () => [rateFactor(annualRate, month)]);
    const plan: AmortisationPlan = { balance: minor(figure.principal), accruals, carried: new Decimal(0), carriedPaid: 0n };
    // Published with up to 28 digits, and right to 22 decimals; or rounded to cents.
    const tolerance = payment.length > 20 ? "1e-22" : "0.005";
    expect(levelInstalment(plan).div(100).minus(payment).abs().lte(tolerance)).toBe(true);
    expect(asText(instalmentAmount(plan.balance, { annualRate, instalmentCount }))).toBe(new Decimal(payment).toFixed(2));
  });

  test("500,000 at 8.5 % over 24 months is 22,727.84", () => {
    expect(asText(instalmentAmount(monthly.principal, monthly))).toBe("22727.84");
    expect(asText(buildSchedule(monthly).instalmentAmount)).toBe("22727.84");
  });

  test("a flat loan's is principal and interest over the number of instalments", () => {
    expect(instalmentAmount(90_000n, { method: "flat", rateBasis: "term", annualRate: rateOfPpm(200_000), instalmentCount: 6 })).toBe(18_000n);
    expect(instalmentAmount(120_000n, { method: "flat", annualRate: rateOfPpm(120_000), instalmentCount: 12 })).toBe(11_200n);
  });

  test("its inverse is the largest principal that the instalment carries", () => {
    const terms = fc.record({
      annualRate: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600_000 })).map(rateOfPpm),
      instalmentCount: fc.integer({ min: 1, max: 60 }),
      method: fc.constantFrom("declining", "flat"),
    });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 10n }), terms, (affordable, each) => {
        const principal = principalForInstalment(affordable, each);
        expect(instalmentAmount(principal, each) <= affordable).toBe(true);
        expect(instalmentAmount(principal + 1n, each) > affordable).toBe(true);
      }),
      { numRuns: 50 },
    );
    expect(principalForInstalment(0n, monthly)).toBe(0n);
    expect(principalForInstalment(-5n, monthly)).toBe(0n);
  });
});

describe("every schedule", () => {
  test("adds up to the principal, ends at 0, keeps its length and its dates ascending, and asks for nothing negative", () => {
    fc.assert(
      fc.property(anyLoan, (terms) => {
        const { instalments, totalInterest, totalPayable } = buildSchedule(terms);
        expect(instalments).toHaveLength(terms.instalmentCount);
        expect(sumMoney(instalments.map(({ principal }) => principal))).toBe(terms.principal);
        expect(sumMoney(instalments.map(({ total }) => total))).toBe(totalPayable);
        expect(totalPayable).toBe(terms.principal + totalInterest);
        expect(instalments.at(-1)?.balanceAfter).toBe(0n);
        expect(instalments.every((each) => each.principal >= 0n && each.interest >= 0n && each.balanceAfter >= 0n)).toBe(true);
        const dates = instalments.map(({ dueOn }) => dueOn);
        expect([terms.disbursedOn, ...dates]).toEqual([...new Set([terms.disbursedOn, ...dates])].sort());
      }),
    );
  });

  test("asks for the equal instalment on every date but the last", () => {
    fc.assert(
      fc.property(fc.oneof(anyDecliningLoan, anyFlatLoan).filter(({ principal }) => principal >= 10_000n), (terms) => {
        const schedule = buildSchedule(terms);
        expect(schedule.instalments.slice(0, -1).every(({ total }) => total === schedule.instalmentAmount)).toBe(true);
        expect(schedule.instalments.at(-1)?.total).toBeGreaterThan(0n);
      }),
    );
  });

  test("without interest differs between its lines by rounding only", () => {
    const { instalments } = buildSchedule({ ...monthly, principal: 10_000n, annualRate: rateOfPpm(0), instalmentCount: 3 });
    expect(instalments.map(({ total }) => total)).toEqual([3333n, 3333n, 3334n]);
  });
});

describe("rounding of instalments", () => {
  test("up to whole units; the last instalment is smaller", () => {
    const { instalmentAmount: amount, instalments } = buildSchedule({ ...monthly, roundInstalmentTo: 100n });
    expect(amount).toBe(2_272_800n);
    expect(instalments.at(-1)?.total).toBeLessThan(amount);
  });

  test("BUG-FRAPPE-1449: never takes away the last instalment", () => {
    const { principal, annualRatePpm, instalmentCount, instalment } = referenceFigures.closesTooSoon;
    const terms = { ...monthly, principal: minor(principal), annualRate: rateOfPpm(annualRatePpm), instalmentCount };
    expect(asText(buildSchedule(terms).instalmentAmount)).toBe(instalment);
    const toWholeUnits = buildSchedule({ ...terms, roundInstalmentTo: 100n });
    expect(asText(toWholeUnits.instalmentAmount)).toBe("13.00");
    expect(toWholeUnits.instalments.every(({ total }) => total > 0n)).toBe(true);
    const toTens = buildSchedule({ ...terms, roundInstalmentTo: 1_000n });
    expect(asText(toTens.instalmentAmount)).toBe(instalment);
    expect(toTens.instalments.every(({ total }) => total > 0n)).toBe(true);
  });

  test("a loan of fewer minor units than instalments is repaid sooner", () => {
    const { instalments } = buildSchedule({ ...monthly, principal: 3n, annualRate: rateOfPpm(0), instalmentCount: 6 });
    expect(instalments.map(({ total }) => total)).toEqual([1n, 1n, 1n, 0n, 0n, 0n]);
  });

  test("interest that does not fit into an instalment moves to the next one, without interest on it", () => {
    const onePercent = rateFactor(rateOfPpm(120_000), month);
    const plan: AmortisationPlan = { balance: 10_000n, accruals: [[onePercent, onePercent, onePercent], [onePercent], [onePercent]], carried: new Decimal(0), carriedPaid: 0n };
    expect(amortise(plan, 200n)).toEqual([
      { principal: 0n, interest: 200n },
      { principal: 0n, interest: 200n },
      { principal: 10_000n, interest: 100n },
    ]);
  });
});

describe("flat loans", () => {
  const instant: LoanTerms = { ...monthly, method: "flat", rateBasis: "term", annualRate: rateOfPpm(200_000), interval: { unit: "day", count: 30 }, instalmentCount: 6 };

  test("20 % for the term in 6 instalments 30 days apart", () => {
    const schedule = buildSchedule({ ...instant, principal: 90_000n, disbursedOn: "2026-01-01" });
    expect(schedule.instalments.map(({ dueOn }) => dueOn)).toEqual(["2026-01-31", "2026-03-02", "2026-04-01", "2026-05-01", "2026-05-31", "2026-06-30"]);
    expect(schedule.instalments.every((each) => each.principal === 15_000n && each.interest === 3_000n)).toBe(true);
    expect(schedule.totalPayable).toBe(108_000n);
  });

  test("an amount that does not divide differs in the last instalment only", () => {
    const schedule = buildSchedule({ ...instant, principal: 8_335n });
    expect(schedule.totalInterest).toBe(1_667n);
    expect(schedule.instalments.map(({ total }) => total)).toEqual([1667n, 1667n, 1667n, 1667n, 1667n, 1667n]);
    expect(buildSchedule({ ...instant, principal: 1n }).instalments.map(({ total }) => total)).toEqual([1n, 0n, 0n, 0n, 0n, 0n]);
  });

  test.each(referenceFigures.flatInterest.map((figure) => [figure.id, figure] as const))("%s", (_, figure) => {
    const { annualRatePpm, instalmentCount } = figure;
    const rateBasis = figure.rateBasis === "term" ? "term" : "year";
    const terms: LoanTerms = { ...monthly, method: "flat", rateBasis, annualRate: rateOfPpm(annualRatePpm), instalmentCount, principal: minor(figure.principal), interval: readInterval(figure.interval), dayCount: readDayCount(figure.dayCount) };
    expect(asText(buildSchedule(terms).totalInterest)).toBe(figure.interest);
  });
});

test("terms that no product can have are bugs", () => {
  expect(() => buildSchedule({ ...monthly, principal: 0n })).toThrow();
  expect(() => buildSchedule({ ...monthly, annualRate: rateOfPpm(-1) })).toThrow();
  expect(() => buildSchedule({ ...monthly, instalmentCount: 0 })).toThrow();
  expect(() => buildSchedule({ ...monthly, interval: { unit: "day", count: 0 } })).toThrow();
  expect(() => buildSchedule({ ...monthly, rateBasis: "term" })).toThrow();
});

test("360 instalments are computed in the time of a key press", () => {
  fc.assert(
    fc.property(anyDecliningLoan, (terms) => {
      expect(buildSchedule({ ...terms, principal: 10n ** 12n, instalmentCount: 360 }).instalments).toHaveLength(360);
    }),
    { numRuns: 5 },
  );
});

function asText(amount: bigint): string {
  return formatDecimal(amount, 2);
}
