import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "./decimal";
import { nearestToZero, presentValue, ratesOfReturn, type Flow } from "./rates-of-return";

const yearly = (...amounts: (number | string)[]): Flow[] => amounts.map((amount, index) => ({ at: new Decimal(index), amount: new Decimal(amount) }));
const texts = (flows: Flow[], places = 10) => ratesOfReturn(flows).map((rate) => rate.toFixed(places));

describe("published rates", () => {
  test.each([
    [[-150_000, 15_000, 25_000, 35_000, 45_000, 60_000], "0.0524"],
    [[-100, 0, 0, 74], "-0.0955"],
    [[-100, 39, 59, 55, 20], "0.2809"],
    [[-100, 100, 0, -7], "-0.0833"],
    [[-100, 100, 0, 7], "0.0621"],
    [[-5, 10.5, 1, -8, 1], "0.0886"],
    [[-5, 10.5, 1, -8, 1, 0, 0, 0], "0.0886"],
  ])("numpy-financial: %j", (amounts, rate) => {
    expect(nearestToZero(ratesOfReturn(yearly(...amounts)))?.toFixed(4)).toBe(rate);
  });

  test("numpy-financial: the worth of flows at a rate", () => {
    expect(presentValue(yearly(-15_000, 1_500, 2_500, 3_500, 4_500, 6_000), new Decimal("0.05")).toFixed(20)).toBe("122.89485495094269216163");
  });
});

describe("every root is found", () => {
  test("of a polynomial with three, nearest to 0 is the answer", () => {
    expect(texts(yearly(-1_000, 6_000, -11_000, 6_000))).toEqual(["0.0000000000", "1.0000000000", "2.0000000000"]);
    expect(nearestToZero(ratesOfReturn(yearly(-1_000, 6_000, -11_000, 6_000)))?.isZero()).toBe(true);
  });
  test("0 is exactly 0 where nothing is earned, also with others close on both sides", () => {
    expect(texts(yearly(10_000, -35_000, 44_900, -24_850, 4_950), 8)).toEqual(["-0.50000000", "-0.10000000", "0.00000000", "0.10000000"]);
  });
  test("two that lie close together, and one at which the value only touches 0", () => {
    expect(texts(yearly(-1, "2.2001", "-1.21011"), 4)).toEqual(["0.1000", "0.1001"]);
    expect(texts(yearly(1, -2.2, 1.21), 6)).toEqual(["0.100000"]);
  });
  test("none: one sign only, nothing at all, or a value that never comes to 0", () => {
    for (const flows of [yearly(100, 100), yearly(0, 0), [], yearly(1, -3, 2.5), yearly(-100, 100, -100)]) {
      expect(ratesOfReturn(flows)).toEqual([]);
      expect(nearestToZero(ratesOfReturn(flows))).toBeNull();
    }
  });
  test("a loss of nearly everything, amounts of 300 digits below others, and a rate of millions of percent", () => {
    expect(texts(yearly("-1e12", "1e-2"), 14)).toEqual(["-0.99999999999999"]);
    expect(texts(yearly("-3000", "2.8e-6", "1e-300"), 12)).toEqual(["-0.999999999067"]);
    expect(ratesOfReturn([{ at: new Decimal(0), amount: new Decimal(-100) }, { at: new Decimal(1), amount: new Decimal(103) }], 365)[0]?.toFixed(0)).toBe("48482");
  });

  test("as many as were put in, wherever they are", () => {
    const growths = fc.uniqueArray(fc.integer({ min: 2, max: 60 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(growths, (tenths) => {
        const roots = [...tenths].sort((left, right) => left - right);
        // Π (1 − g·v): worth nothing where the yearly growth is one of g.
        const coefficients = roots.reduce((sums, tenth) => [...sums, 0].map((each, index) => each * 10 - (sums[index - 1] ?? 0) * tenth), [1]);
        expect(texts(yearly(...coefficients), 8)).toEqual(roots.map((tenth) => new Decimal(tenth).div(10).minus(1).toFixed(8)));
      }),
    );
  });
});

test("at every rate found the flows are worth nothing, in whatever order they come", () => {
  const flow = fc.record({ at: fc.integer({ min: 0, max: 3_000 }), amount: fc.integer({ min: -1_000_000, max: 1_000_000 }) });
  fc.assert(
    fc.property(fc.array(flow, { minLength: 2, maxLength: 30 }), (list) => {
      const flows = list.map(({ at, amount }) => ({ at: new Decimal(at), amount: new Decimal(amount) }));
      const rates = ratesOfReturn(flows, 365);
      expect(ratesOfReturn([...flows].reverse(), 365).map((rate) => rate.toFixed(12))).toEqual(rates.map((rate) => rate.toFixed(12)));
      for (const rate of rates) {
        const daily = rate.plus(1).pow(new Decimal(1).div(365)).minus(1);
        const gross = flows.map(({ at, amount }) => ({ at, amount: amount.abs() }));
        expect(presentValue(flows, daily).abs().lte(presentValue(gross, daily).times("1e-7"))).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

/** How often a function was called while `run` was running; it does what it does. */
function callsOf<Name extends string>(owner: Record<Name, (value: never) => unknown>, name: Name, run: () => void): number {
  const original = owner[name];
  let calls = 0;
  owner[name] = function (this: unknown, value: never) {
    calls += 1;
    return original.call(this, value);
  };
  try {
    run();
  } finally {
    owner[name] = original;
  }
  return calls;
}

test("2,000 flows of changing sign are looked at 200 times, and a few times exactly", () => {
  const flows = Array.from({ length: 2_000 }, (_, day) => ({ at: new Decimal(day), amount: new Decimal((day % 2 ? 1 : -1) * (1 + ((day * 7_919) % 101))) }));
  let rates: Decimal[] = [];
  let products = 0;
  // Each look takes a power of e for each flow; the exact steps are made of products.
  const powers = callsOf(Math, "exp", () => {
    products = callsOf(Decimal.prototype, "times", () => (rates = ratesOfReturn(flows, 365)));
  });
  expect(rates).toHaveLength(2);
  expect(powers / flows.length).toBeLessThanOrEqual(200);
  expect(products / flows.length).toBeLessThanOrEqual(40);
});
