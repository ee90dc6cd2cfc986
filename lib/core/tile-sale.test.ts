import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "./business-date";
import { anyFlatLoan, anyLoan } from "./fixtures/arbitrary-loans";
import { openAccount, sumComponents, unpaidOf } from "./loan-account";
import { rateOfPpm } from "./rate";
import { applyRepayment, payoff } from "./repayment";
import { expectedWaitDays, interestAccruedTo, interestToRefund, largestPartFor, priceOf, saleCounters, saleObstacle, sumOf, type SaleFacts } from "./tile-sale";

const round = { total: 3n, cumPrincipal: 2n, cumInterest: 0n, cumFund: 0n, interestGross: 0n, marginCum: 0n };
const noFees = { feePpm: 0, fundPpm: 0 };

const flat = openAccount({
  ...{ principal: 120_000n, annualRate: rateOfPpm(120_000), method: "flat", rateBasis: "year", interval: { unit: "month", count: 1 } },
  ...{ instalmentCount: 12, dayCount: "30/360", disbursedOn: "2026-01-01", roundInstalmentTo: null },
});

describe("what keeps a tile from being sold, in order of precedence", () => {
  const all: SaleFacts = { loanState: "written_off", oldestUnpaidDueOn: "2026-01-01", advance: 1n, principalLeft: 0n };
  const active = { ...all, loanState: "active" as const };
  const dueToday = { ...active, oldestUnpaidDueOn: "2026-01-02" };
  const noAdvance = { ...dueToday, advance: 0n };
  test.each([
    ["a loan that does not run", all, "not_running"],
    ["an instalment past due", active, "past_due"],
    ["an advance of the platform", dueToday, "advance"],
    ["nothing left", noAdvance, "nothing_left"],
    ["nothing: an instalment that is due today is not late", { ...noAdvance, principalLeft: 1n }, null],
  ])("%s", (_what, facts, expected) => {
    expect(saleObstacle(facts, "2026-01-02")).toBe(expected);
  });
});

describe("interest accrued to a day", () => {
  test("of a flat loan grows by the days of the running period, and starts again with the next", () => {
    // 120.00 × 12 % over the year: 12.00 a month, 31 days in January, 28 in February.
    const after = (on: string) => interestAccruedTo(flat, on);
    expect([after("2026-01-01"), after("2026-01-02"), after("2026-01-31"), after("2026-02-01")]).toEqual([0n, 38n, 1161n, 1200n]);
    const paid = applyRepayment(flat, { amount: 11_200n, on: "2026-02-01", prepayment: "next_instalments" });
    if (!paid.ok) throw new Error(paid.reason);
    expect(interestAccruedTo(paid.account, "2026-02-01")).toBe(0n);
    expect(interestAccruedTo(paid.account, "2026-02-15")).toBe(600n);
  });

  test("of a flat loan never falls, is never more than is left, and at the end is all that is left", () => {
    fc.assert(
      fc.property(anyFlatLoan, (terms) => {
        const account = openAccount(terms);
        const last = account.instalments.at(-1)?.dueOn ?? terms.disbursedOn;
        const left = sumComponents(account.instalments.map(unpaidOf)).interest;
        const days = Array.from({ length: 200 }, (_, day) => addDays(terms.disbursedOn, day * 3)).filter((day) => day < last);
        const accrued = [...days.map((day) => interestAccruedTo(account, day)), interestAccruedTo(account, last)];
        expect(accrued.every((each, index) => each >= (accrued[index - 1] ?? 0n) && each <= left)).toBe(true);
        expect(accrued.at(-1)).toBe(left);
      }),
      { numRuns: 50 },
    );
  });

  test("of any other loan is that of its payoff", () => {
    fc.assert(
      fc.property(anyLoan, fc.nat({ max: 300 }), (terms, days) => {
        if (terms.method === "flat") return;
        const account = openAccount(terms);
        const on = addDays(terms.disbursedOn, days);
        expect(interestAccruedTo(account, on)).toBe(payoff(account, on).interest);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the price", () => {
  test("is the principal not yet back and the interest accrued, net of fees", () => {
    const counters = saleCounters({ ...round, total: 1_000n, cumPrincipal: 400n, cumInterest: 81n, interestGross: 90n, marginCum: 9n }, 30n, { feePpm: 100_000, fundPpm: 0 });
    // Net if paid: 120 − 12 = 108. A fourth: 27 less floor(81 / 4) = 20.
    expect(priceOf(250n, counters)).toEqual({ principal: 150n, interest: 7n });
  });

  test("of the parts of a settled tile is more than that of the whole by what floors lose (T 3, f 2, C 2)", () => {
    const counters = saleCounters(round, 0n, noFees);
    expect(priceOf(2n, counters).principal).toBe(1n);
    expect(priceOf(1n, counters).principal).toBe(1n);
  });

  test("of the largest part that money buys is never above the money, and a larger part by more than rounding is", () => {
    fc.assert(
      fc.property(anyCounters, fc.bigInt({ min: 0n, max: 10n ** 7n }), fc.nat({ max: 1_000_000 }), (counters, money, sharePpm) => {
        const amount = (counters.total * BigInt(sharePpm)) / 1_000_000n + 1n;
        if (amount > counters.total) return;
        const part = largestPartFor(money, amount, counters);
        expect(part >= 0n && part <= amount).toBe(true);
        if (part > 0n) expect(sumOf(priceOf(part, counters)) <= money).toBe(true);
        // Left out are at most the units by which floors can move a price, and one unit of the tile.
        if (part < amount) expect(sumOf(priceOf(part + 1n, counters)) >= money - 4n).toBe(true);
      }),
    );
  });
});

test("what a depositor has back of accrued interest is what no sale has brought, and who got more than was paid keeps it", () => {
  expect(interestToRefund({ paid: 31_29n, got: 0n })).toBe(31_29n);
  expect(interestToRefund({ paid: 31_29n, got: 31_28n })).toBe(1n);
  expect(interestToRefund({ paid: 11_46n, got: 31_29n })).toBe(0n);
});

test("the wait is what stands before a tile by the pace of the last days, and nobody can say it when nothing was sold", () => {
  expect(expectedWaitDays({ ahead: 900n, own: 100n }, { sold: 3_000n, days: 30 })).toBe(10);
  expect(expectedWaitDays({ ahead: 901n, own: 100n }, { sold: 3_000n, days: 30 })).toBe(11);
  expect(expectedWaitDays({ ahead: 0n, own: 100n }, { sold: 0n, days: 30 })).toBeNull();
});

const anyCounters = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 7n }), fc.nat({ max: 999_999 }), fc.bigInt({ min: 0n, max: 10n ** 6n }), fc.bigInt({ min: 0n, max: 10n ** 5n }))
  .map(([total, backPpm, interestGross, accrued]) =>
    saleCounters({ ...round, total, cumPrincipal: (total * BigInt(backPpm)) / 1_000_000n, cumInterest: interestGross, interestGross }, accrued, noFees),
  );
