import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newDepositorStrategy } from "./allocation";
import { lendingReach } from "./lending-reach";

const money = { waiting: 1_000n, settling: 0n, ownMoney: 4_000n, due: 0n };

describe("what a strategy makes of waiting money", () => {
  test.each([
    ["a new depositor lends everything, in one loan if need be", {}, {}, 1_000n, 1_000n, "available"],
    ["money kept aside is never lent", { keepAsideMinor: 300n }, {}, 700n, 700n, "kept_aside"],
    ["the largest share is of all own money, working or waiting", { largestSharePpm: 50_000 }, {}, 1_000n, 200n, "share_of_own_money"],
    ["more kept aside than waits: nothing is lent", { keepAsideMinor: 5_000n }, {}, 0n, 0n, "kept_aside"],
    ["without reinvestment what came back stays, settled or not", { reinvest: false, keepAsideMinor: 100n }, { settling: 400n }, 500n, 500n, "kept_aside"],
    ["while something is due nothing is lent", {}, { due: 1n }, 0n, 0n, "due_from_depositor"],
  ] as const)("%s", (_name, strategy, change, lendable, perLoan, heldBy) => {
    const reach = lendingReach({ ...money, ...change }, { ...newDepositorStrategy, ...strategy });
    expect(reach).toEqual({ lendable, perLoan: { cap: perLoan, heldBy } });
  });

  test("one loan never takes more than may be lent in all", () => {
    const minor = fc.bigInt(0n, 10n ** 12n);
    fc.assert(
      fc.property(minor, minor, minor, fc.integer({ min: 100, max: 1_000_000 }), (waiting, working, keepAsideMinor, largestSharePpm) => {
        const { lendable, perLoan } = lendingReach({ waiting, settling: 0n, ownMoney: waiting + working, due: 0n }, { ...newDepositorStrategy, keepAsideMinor, largestSharePpm });
        expect(perLoan.cap <= lendable && lendable <= waiting).toBe(true);
      }),
    );
  });
});
