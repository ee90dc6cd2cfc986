import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths } from "./business-date";
import { Decimal, roundHalfEven } from "./decimal";
import { readDayCount, referenceFigures } from "./fixtures/reference-figures";
import { exactInterest, nominalYearFraction, rateFactor, termInMonths, yearFraction, type DayCount, type Interval } from "./rate";

const monthly: Interval = { unit: "month", count: 1 };

describe("published period factors", () => {
  test.each(referenceFigures.rateFactors.map((figure) => [figure.id, figure] as const))("%s", (_, figure) => {
    const dayCount = readDayCount(figure.dayCount);
    const factors = figure.factors.map((_each, index) => {
      const [from, to] = [addMonths(figure.from, index), addMonths(figure.from, index + 1)];
      return rateFactor(figure.annualRatePpm, yearFraction({ from, to, interval: monthly, dayCount })).toFixed(12);
    });
    expect(factors).toEqual(figure.factors);
  });
});

describe("what a period counts as", () => {
  const january = { from: "2024-01-01", to: "2024-02-01", interval: monthly };
  test("30/360: a month is a twelfth whatever its length, a part of it its share of the actual days", () => {
    expect(asNumber(yearFraction({ ...january, dayCount: "30/360" }))).toBe("0.083333333333");
    const february = { from: "2024-02-01", to: "2024-03-01", interval: monthly, dayCount: "30/360" } as const;
    expect(rateFactor(70_000, yearFraction(february, { from: "2024-02-01", to: "2024-02-15" })).toFixed(12)).toBe("0.002816091954");
  });
  test("30/360: weeks and days are actual days of 360", () => {
    const fortnight = { from: "2024-01-01", to: "2024-01-15", interval: { unit: "day", count: 14 }, dayCount: "30/360" } as const;
    expect(yearFraction(fortnight)).toEqual({ numerator: 14n, denominator: 360n });
  });
  test.each([
    ["actual/365", 365],
    ["actual/364", 364],
    ["actual/360", 360],
  ] as const)("%s: the actual days of a year of %i", (dayCount, year) => {
    expect(yearFraction({ ...january, dayCount })).toEqual({ numerator: 31n, denominator: BigInt(year) });
  });
  test("actual/actual: a period over a year end is split at 31 December", () => {
    const period = { from: "2023-12-12", to: "2024-01-12", interval: monthly, dayCount: "actual/actual" } as const;
    expect(yearFraction(period)).toEqual({ numerator: 19n * 366n + 12n * 365n, denominator: 365n * 366n });
    const twoYears = { from: "2022-12-31", to: "2024-12-31", interval: { unit: "month", count: 24 }, dayCount: "actual/actual" } as const;
    expect(asNumber(yearFraction(twoYears))).toBe("2.000000000000");
  });
  test("a stretch outside its period is a bug", () => {
    expect(() => yearFraction({ ...january, dayCount: "actual/365" }, { from: "2024-01-01", to: "2024-02-02" })).toThrow();
  });
  test("without dates a month is a twelfth and days are of the year's length", () => {
    expect(nominalYearFraction({ unit: "month", count: 3 }, "actual/365")).toEqual({ numerator: 3n, denominator: 12n });
    expect(nominalYearFraction({ unit: "day", count: 30 }, "30/360")).toEqual({ numerator: 30n, denominator: 360n });
    expect(nominalYearFraction({ unit: "day", count: 30 }, "actual/365")).toEqual({ numerator: 30n, denominator: 365n });
  });
});

test("the stretches of a period add up to the period, under every day count", () => {
  const anyStretch = fc.record({
    start: fc.integer({ min: 0, max: 2000 }),
    months: fc.integer({ min: 1, max: 12 }),
    days: fc.integer({ min: 0, max: 28 }),
    dayCount: fc.constantFrom<DayCount>("30/360", "actual/365", "actual/364", "actual/360", "actual/actual"),
  });
  fc.assert(
    fc.property(anyStretch, ({ start, months, days, dayCount }) => {
      const from = addDays("2022-01-31", start);
      const to = addMonths(from, months);
      const period = { from, to, interval: { unit: "month", count: months }, dayCount } as const;
      const middle = addDays(from, days);
      const parts = [yearFraction(period, { from, to: middle }), yearFraction(period, { from: middle, to })];
      const [left, right, whole] = [...parts, yearFraction(period)].map(({ numerator, denominator }) => new Decimal(numerator).div(new Decimal(denominator)));
      expect(left?.plus(right ?? 0).toFixed(30)).toBe(whole?.toFixed(30));
    }),
  );
});

describe("interest is rounded half-even on what it really is", () => {
  const month = { numerator: 1n, denominator: 12n };
  test("a tie whose factor does not end is still a tie", () => {
    // 7 % of 6.00 for a month is 0.035 and of 18.00 is 0.105; the factor 0.0058333… times these lies a hair below.
    expect(roundHalfEven(exactInterest(600n, 70_000, month))).toBe(4n);
    expect(roundHalfEven(exactInterest(1800n, 70_000, month))).toBe(10n);
    // 8 %: the factor 0.00666…7 lies a hair above.
    expect(roundHalfEven(exactInterest(75n, 80_000, month))).toBe(0n);
  });
  test("a tie that is made of two stretches is still a tie", () => {
    const stretches = [{ numerator: 1n, denominator: 3n }, { numerator: 1n, denominator: 6n }];
    const sum = stretches.reduce((total, each) => total.plus(exactInterest(5n, 1_000_000, each)), new Decimal(0));
    expect(roundHalfEven(sum)).toBe(2n);
  });
});

function asNumber({ numerator, denominator }: { numerator: bigint; denominator: bigint }): string {
  return new Decimal(numerator).div(new Decimal(denominator)).toFixed(12);
}

describe("a term said in months", () => {
  test.each([
    [{ unit: "month", count: 1 }, 12, 12],
    [{ unit: "month", count: 3 }, 4, 12],
    [{ unit: "day", count: 30 }, 6, 6],
    [{ unit: "day", count: 7 }, 52, 12],
    [{ unit: "day", count: 7 }, 1, 1],
  ] as const)("%j, %i times, is %i months", (interval, instalments, months) => {
    expect(termInMonths(interval, instalments)).toBe(months);
  });
});
