import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newRound } from "@/lib/core/distribution";
import { sumMoney } from "@/lib/core/money";
import { expectedReturns } from "./expected-returns";

const untouched = (total: bigint) => ({ counters: newRound(total), principalEarned: 0n, feePpm: 100_000, fundPpm: 50_000 });

describe("what a tile may expect", () => {
  test("a quarter of a loan expects a quarter of the principal, and of the interest what fee and fund leave", () => {
    const months = [
      { principal: 500_00n, interest: 20_00n },
      { principal: 500_00n, interest: 10_00n },
    ];
    // Of 20.00 gross the fee is 2.00 and the fund 0.90; of 30.00 in all it is 3.00 and 1.35.
    expect(expectedReturns({ ...untouched(1000_00n), amount: 250_00n }, months)).toEqual([
      { principal: 125_00n, interest: 4_27n },
      { principal: 125_00n, interest: 2_14n },
    ]);
  });

  test("a loan whose borrower owes nothing more returns nothing more", () => {
    expect(expectedReturns({ ...untouched(1000_00n), amount: 250_00n }, [])).toEqual([]);
  });

  test("money that was passed on before its payment bounced is not expected a second time", () => {
    const counters = { ...newRound(1000_00n), cumPrincipal: 400_00n };
    const tile = { ...untouched(1000_00n), counters, principalEarned: 0n, amount: 250_00n };
    expect(expectedReturns(tile, [{ principal: 300_00n, interest: 0n }, { principal: 300_00n, interest: 0n }])).toEqual([
      { principal: 0n, interest: 0n },
      { principal: 50_00n, interest: 0n },
    ]);
  });

  test("over the whole schedule a tile expects exactly its own principal, however the months are cut", () => {
    const parts = fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(parts, fc.nat({ max: 1_000_000 }), (principals, sharePpm) => {
        const total = sumMoney(principals);
        const amount = (total * BigInt(sharePpm)) / 1_000_000n;
        const months = principals.map((principal) => ({ principal, interest: principal / 7n }));
        const expected = expectedReturns({ ...untouched(total), amount }, months);
        expect(sumMoney(expected.map((each) => each.principal))).toBe(amount);
      }),
    );
  });
});
