import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advanceAfter, advanceFinalCounters, finalReturn } from "./closing-for-good";
import { advanceCounters, earnedSplit, interimEntitlement, newRound, tileOffsets } from "./distribution";
import { repaymentEntry } from "./entries";
import { sumMoney } from "./money";

describe("the last units", () => {
  test("of a tile that was settled on the way are what any settlement would give, and besides what the floors left over", () => {
    const counters = { ...newRound(3n), cumPrincipal: 3n, cumInterest: 2n };
    const returns = tileOffsets([1n, 1n, 1n]).map((offset) => finalReturn({ amount: 1n, offset, settledPrincipal: 0n, settledInterest: 0n }, counters));
    expect(returns.map(({ settled }) => settled)).toEqual(Array(3).fill({ principal: 1n, interest: 0n }));
    expect(returns.map(({ rounding }) => rounding.interest)).toEqual([0n, 1n, 1n]);
  });

  test("leave nothing of any counter behind, and give a tile at most one unit of each", () => {
    const tiles = fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(tiles, fc.integer({ min: 0, max: 1_000_000 }), fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 1_000_000 }), (amounts, share, cumInterest, settledShare) => {
        const total = sumMoney(amounts);
        const counters = { ...newRound(total), cumPrincipal: (total * BigInt(share)) / 1_000_000n, cumInterest };
        const offsets = tileOffsets(amounts);
        const settledAt = (counter: bigint, amount: bigint) => interimEntitlement((counter * BigInt(settledShare)) / 1_000_000n, amount, total);
        const closed = amounts.map((amount, index) => {
          const tile = { amount, offset: offsets[index] ?? 0n, settledPrincipal: settledAt(counters.cumPrincipal, amount), settledInterest: settledAt(cumInterest, amount) };
          const { settled, rounding } = finalReturn(tile, counters);
          expect(rounding.principal === 0n || rounding.principal === 1n).toBe(true);
          expect(rounding.interest === 0n || rounding.interest === 1n).toBe(true);
          return { principal: tile.settledPrincipal + settled.principal + rounding.principal, interest: tile.settledInterest + settled.interest + rounding.interest };
        });
        expect(sumMoney(closed.map(({ principal }) => principal))).toBe(counters.cumPrincipal);
        expect(sumMoney(closed.map(({ interest }) => interest))).toBe(cumInterest);
      }),
    );
  });
});

describe("a payment that bounces after its loan was closed for good", () => {
  const product = { feePpm: 100_000, fundPpm: 50_000 };
  const paid = advanceCounters(newRound(1_000n), { principal: 1_000n, interestGross: 200n, ...product }, 0n);

  test("is an advance only: no counter of the funders moves", () => {
    const bounced = advanceFinalCounters(paid.counters, { principal: 900n, interestGross: 100n, ...product }, paid.advance);
    expect(bounced.deltas).toEqual({ principal: 0n, interest: 0n, fund: 0n, margin: -10n, advance: 190n });
  });

  test("and is paid again with more interest than before gives the excess to the fund, not to funders whose tiles are closed", () => {
    const bounced = advanceFinalCounters(paid.counters, { principal: 900n, interestGross: 100n, ...product }, paid.advance);
    const again = advanceFinalCounters(bounced.counters, { principal: 1_000n, interestGross: 300n, ...product }, bounced.advance);
    expect(earnedSplit(300n, product.feePpm, product.fundPpm)).toEqual({ margin: 30n, fund: 13n, net: 257n });
    expect(again.counters).toMatchObject({ cumPrincipal: 1_000n, cumInterest: paid.counters.cumInterest, cumFund: 13n + 257n - paid.counters.cumInterest });
    expect(again.advance).toBe(0n);
  });

  test("principal beyond what funders had cannot come: they had all of it", () => {
    const open = { ...newRound(10n), cumPrincipal: 9n };
    expect(() => advanceFinalCounters(open, { principal: 10n, interestGross: 0n, ...product }, 0n)).toThrow("funders had all principal");
  });
});

describe("what was given up of an advance", () => {
  test.each([
    // excess, of it principal, lost before → advance, lost
    [{ total: 5n, ofPrincipal: 0n }, 5n, { advance: 0n, lost: 5n }],
    [{ total: 15n, ofPrincipal: 10n }, 5n, { advance: 10n, lost: 5n }],
    [{ total: 3n, ofPrincipal: 0n }, 5n, { advance: 0n, lost: 3n }],
    [{ total: 3n, ofPrincipal: 2n }, 5n, { advance: 2n, lost: 1n }],
    [{ total: 0n, ofPrincipal: 0n }, 5n, { advance: 0n, lost: 0n }],
  ])("an excess of %o with %d lost before: %o", (excess, lostBefore, expected) => {
    expect(advanceAfter(excess, lostBefore)).toEqual(expected);
  });

  test("balances in every entry after closing for good, whatever is paid and taken back", () => {
    const steps = fc.array(fc.record({ principal: fc.integer({ min: 0, max: 1_000 }), gross: fc.bigInt({ min: 0n, max: 10_000n }) }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 6n }), fc.bigInt({ min: 0n, max: 10_000n }), fc.bigInt({ min: 0n, max: 500n }), steps, fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), (total, gross, reversed, events, feePpm, fundPpm) => {
        const rates = { feePpm, fundPpm };
        const once = advanceCounters(newRound(total), { principal: total, interestGross: gross + reversed, ...rates }, 0n);
        const paidOff = advanceCounters(once.counters, { principal: total, interestGross: gross, ...rates }, once.advance);
        let [counters, advance, lost, earned] = [paidOff.counters, 0n, paidOff.advance, { principal: total, gross }];
        for (const event of events) {
          const next = { principal: (total * BigInt(event.principal)) / 1_000n, gross: event.gross };
          const moved = advanceFinalCounters(counters, { principal: next.principal, interestGross: next.gross, ...rates }, advance + lost);
          const stand = advanceAfter({ total: moved.advance, ofPrincipal: total - next.principal }, lost);
          const amount = next.principal - earned.principal + next.gross - earned.gross;
          // Money came or went; without any there may be nothing to post.
          if (amount !== 0n) repaymentEntry({ loanId: 1, bankId: 1, amount, source: "cash", deltas: moved.deltas, lossReturned: lost - stand.lost, fees: {} });
          expect(stand.advance).toBeGreaterThanOrEqual(total - next.principal);
          [counters, advance, lost, earned] = [moved.counters, stand.advance, stand.lost, next];
        }
        expect(counters).toMatchObject({ cumPrincipal: total, cumInterest: paidOff.counters.cumInterest });
      }),
    );
  });
});
