import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { referenceFigures } from "./fixtures/reference-figures";
import { applyRate, divide, formatDecimal, maxMoney, minMoney, MONEY_MAX, parseMoney, splitByWeights, sumMoney } from "./money";

const anyMoney = fc.bigInt({ min: -MONEY_MAX, max: MONEY_MAX });
const anyExponent = fc.integer({ min: 0, max: 4 });

describe("an amount is read from text exactly or not at all", () => {
  test.each([
    ["0", 0n],
    ["12", 1200n],
    ["12.5", 1250n],
    ["12.50", 1250n],
    ["-0.05", -5n],
    ["-0", 0n],
    ["0012.00", 1200n],
    ["10000000000000.00", MONEY_MAX],
  ])("%s is %s minor units", (text, minor) => {
    expect(parseMoney(text, 2)).toBe(minor);
  });

  test.each(["", " ", "abc", "1e30", "1e2", "+1", "1.", ".5", "1,000", "1.234", "--1", " 1", "1 ", "1\n", "0x10", "Infinity", "١٢", "10000000000000.01", "9".repeat(40)])(
    "%j is refused",
    (text) => {
      expect(parseMoney(text, 2)).toBeNull();
    },
  );

  test("a currency without decimals takes none", () => {
    expect(parseMoney("500", 0)).toBe(500n);
    expect(parseMoney("500.0", 0)).toBeNull();
  });

  test("what is written is read back", () => {
    fc.assert(fc.property(anyMoney, anyExponent, (amount, exponent) => parseMoney(formatDecimal(amount, exponent), exponent) === amount));
    expect(formatDecimal(-5n, 2)).toBe("-0.05");
    expect(formatDecimal(5n, 0)).toBe("5");
  });
});

describe("division rounds as it is told", () => {
  test.each([
    { numerator: 5n, denominator: 2n, halfEven: 2n, floor: 2n, up: 3n },
    { numerator: 7n, denominator: 2n, halfEven: 4n, floor: 3n, up: 4n },
    { numerator: -5n, denominator: 2n, halfEven: -2n, floor: -3n, up: -2n },
    { numerator: -7n, denominator: 2n, halfEven: -4n, floor: -4n, up: -3n },
    { numerator: 8n, denominator: 3n, halfEven: 3n, floor: 2n, up: 3n },
    { numerator: -8n, denominator: 3n, halfEven: -3n, floor: -3n, up: -2n },
    { numerator: 6n, denominator: 3n, halfEven: 2n, floor: 2n, up: 2n },
    { numerator: 0n, denominator: 3n, halfEven: 0n, floor: 0n, up: 0n },
  ])("$numerator / $denominator is half-even $halfEven, floor $floor, up $up", ({ numerator, denominator, halfEven, floor, up }) => {
    expect(divide(numerator, denominator, "half-even")).toBe(halfEven);
    expect(divide(numerator, denominator, "floor")).toBe(floor);
    expect(divide(numerator, denominator, "up")).toBe(up);
  });

  test("a denominator that is not above zero is a bug", () => {
    expect(() => divide(1n, 0n, "floor")).toThrow();
  });

  test("a rate is parts per million", () => {
    expect(applyRate(100_000n, 15_000, "half-even")).toBe(1_500n);
    expect(applyRate(50n, 10_000, "half-even")).toBe(0n);
    expect(applyRate(150n, 10_000, "half-even")).toBe(2n);
    expect(applyRate(199n, 10_000, "floor")).toBe(1n);
    expect(applyRate(101n, 10_000, "up")).toBe(2n);
  });
});

describe("a split loses nothing", () => {
  test.each(referenceFigures.splits.map((split) => [split.id, split] as const))("%s", (_, { amount, weights, parts }) => {
    expect(splitByWeights(BigInt(amount), weights.map(BigInt))).toEqual(parts.map(BigInt));
  });

  test("parts add up, keep their order of size, and are within one unit of the exact share", () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 }).filter((list) => sumMoney(list) > 0n);
    fc.assert(
      fc.property(anyMoney, weights, (amount, list) => {
        const parts = splitByWeights(amount, list);
        expect(sumMoney(parts)).toBe(amount);
        const total = sumMoney(list);
        for (const [index, part] of parts.entries()) {
          const away = part * total - amount * (list[index] ?? 0n);
          expect(away < total && away > -total).toBe(true);
        }
      }),
    );
  });

  test("nothing may be split over nobody, and no weight is negative", () => {
    expect(splitByWeights(0n, [0n, 0n])).toEqual([0n, 0n]);
    expect(() => splitByWeights(1n, [0n])).toThrow();
    expect(() => splitByWeights(1n, [2n, -1n])).toThrow();
  });
});

test("sum, smaller and larger", () => {
  expect(sumMoney([])).toBe(0n);
  expect(sumMoney([1n, -3n, 5n])).toBe(3n);
  expect(minMoney(1n, 2n)).toBe(1n);
  expect(maxMoney(1n, 2n)).toBe(2n);
});
