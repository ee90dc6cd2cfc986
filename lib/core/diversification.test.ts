import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spreadOf, type Exposure } from "./diversification";

const over = (...amounts: bigint[]): Exposure[] => amounts.map((amount, index) => ({ loanId: index + 1, amount }));

describe("spread", () => {
  test.each([
    ["nothing at work", over(), { loanCount: 0, largestLoanId: null, largestSharePpm: 0, effectiveLoansPpm: 0 }],
    ["one loan", over(700n), { loanCount: 1, largestLoanId: 1, largestSharePpm: 1_000_000, effectiveLoansPpm: 1_000_000 }],
    [
      "four equal loans",
      over(5n, 5n, 5n, 5n),
      { loanCount: 4, largestLoanId: 1, largestSharePpm: 250_000, effectiveLoansPpm: 4_000_000 },
    ],
    // Shares 1/2, 1/4, 1/4: Σ share² = 3/8, so 8/3.
    [
      "a half and two quarters",
      over(25n, 50n, 25n),
      { loanCount: 3, largestLoanId: 2, largestSharePpm: 500_000, effectiveLoansPpm: 2_666_667 },
    ],
    [
      "a loan already repaid does not count",
      over(0n, 9n),
      { loanCount: 1, largestLoanId: 2, largestSharePpm: 1_000_000, effectiveLoansPpm: 1_000_000 },
    ],
  ])("%s", (_, exposures, spread) => {
    expect(spreadOf(exposures)).toEqual(spread);
  });

  test("two tiles of one loan are one exposure", () => {
    expect(
      spreadOf([
        { loanId: 4, amount: 3n },
        { loanId: 9, amount: 5n },
        { loanId: 4, amount: 3n },
      ]),
    ).toMatchObject({ loanCount: 2, largestLoanId: 4 });
  });

  const amounts = fc.array(fc.bigInt(1n, 10n ** 15n), { minLength: 1, maxLength: 60 });

  test("the effective number lies between the inverse of the largest share and the number of loans", () => {
    fc.assert(
      fc.property(amounts, (parts) => {
        const { loanCount, largestSharePpm, effectiveLoansPpm } = spreadOf(over(...parts));
        expect(loanCount).toBe(parts.length);
        expect(effectiveLoansPpm).toBeLessThanOrEqual(loanCount * 1_000_000);
        expect(effectiveLoansPpm).toBeGreaterThanOrEqual(1_000_000);
        expect(BigInt(effectiveLoansPpm + 1) * BigInt(largestSharePpm + 1)).toBeGreaterThanOrEqual(10n ** 12n);
      }),
    );
  });

  test("money moved from a larger loan to a smaller one never lowers the effective number", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 9n), fc.bigInt(1n, 10n ** 9n), amounts, (small, gap, others) => {
        const before = spreadOf(over(small, small + 2n * gap, ...others));
        const after = spreadOf(over(small + gap, small + gap, ...others));
        expect(after.effectiveLoansPpm).toBeGreaterThanOrEqual(before.effectiveLoansPpm);
      }),
    );
  });
});
