import { expect, test } from "vitest";
import { delinquencyBuckets } from "./delinquency";
import { coverageOf, provisionRatesPpm, requiredProvision } from "./provision";

test("each bucket asks for at least what the one before it does", () => {
  const rates = delinquencyBuckets.map((bucket) => provisionRatesPpm[bucket]);
  expect(rates).toEqual(rates.toSorted((left, right) => left - right));
});

test("required is the sum over the buckets, each rounded up", () => {
  const { lines, required } = requiredProvision([
    { bucket: "current", amount: 1_000_000_01n },
    { bucket: "npl", amount: 3n },
  ]);
  expect(lines.map((line) => line.required)).toEqual([4_000_01n, 2n]);
  expect(required).toBe(4_000_03n);
});

test("coverage is the fund by what is required, rounded down, and nothing where nothing is required", () => {
  expect(coverageOf(1n, 3n)).toBe(333_333);
  expect(coverageOf(5n, 0n)).toBeNull();
});
