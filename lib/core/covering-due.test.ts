import fc from "fast-check";
import { expect, test } from "vitest";
import { coveringDue } from "./covering-due";

const money = fc.bigInt(0n, 10n ** 15n);

test("what comes is divided without a rest, and waits only once nothing is due", () => {
  fc.assert(
    fc.property(money, money, (amount, due) => {
      const { toDue, toAvailable } = coveringDue(amount, due);
      expect(toDue + toAvailable).toBe(amount);
      expect(toDue >= 0n && toDue <= due && toAvailable >= 0n).toBe(true);
      expect(toAvailable === 0n || toDue === due).toBe(true);
    }),
  );
});

test("an amount or a debt below zero is a bug", () => {
  expect(() => coveringDue(-1n, 0n)).toThrow();
  expect(() => coveringDue(0n, -1n)).toThrow();
});
