import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  advanceCounters,
  earnedSplit,
  finalEntitlement,
  interimEntitlement,
  linePart,
  newRound,
  splitRecovery,
  tileOffsets,
  type RoundCounters,
} from "./distribution";

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
const ppm = fc.integer({ min: 0, max: 1_000_000 });
const tileAmounts = fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 1, maxLength: 40 });

describe("interest is divided on the cumulative figure", () => {
  test("margin, then the fund's share of the rest, then the funders: 2.00 at 10 % and 5 %", () => {
    expect(earnedSplit(200n, 100_000, 50_000)).toEqual({ margin: 20n, fund: 9n, net: 171n });
  });

  test("with a fee and a fund share of 10 % each nothing falls when gross interest goes from 9 to 10", () => {
    expect(earnedSplit(9n, 100_000, 100_000)).toEqual({ margin: 0n, fund: 0n, net: 9n });
    expect(earnedSplit(10n, 100_000, 100_000)).toEqual({ margin: 1n, fund: 0n, net: 9n });
  });

  test("the parts add up to the interest and none falls as it grows", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n), fc.bigInt(0n, 1000n), ppm, ppm, (gross, more, fee, share) => {
        const before = earnedSplit(gross, fee, share);
        const after = earnedSplit(gross + more, fee, share);
        expect(before.margin + before.fund + before.net).toBe(gross);
        for (const part of ["margin", "fund", "net"] as const) expect(after[part]).toBeGreaterThanOrEqual(before[part]);
      }),
    );
  });

  test("interest below zero and shares above the whole are bugs", () => {
    expect(() => earnedSplit(-1n, 0, 0)).toThrow("negative");
    expect(() => earnedSplit(1n, 1_000_001, 0)).toThrow("ppm");
    expect(() => earnedSplit(1n, 0, 0.5)).toThrow("ppm");
  });
});

describe("counters of a round", () => {
  const rates = { feePpm: 100_000, fundPpm: 50_000 };

  test("a payment moves every counter to what is earned and needs no advance", () => {
    const moved = advanceCounters(newRound(10_000n), { principal: 1_000n, interestGross: 200n, ...rates }, 0n);
    expect(moved.counters).toEqual({
      total: 10_000n,
      cumPrincipal: 1_000n,
      cumInterest: 171n,
      cumFund: 9n,
      interestGross: 200n,
      marginCum: 20n,
    });
    expect(moved.deltas).toEqual({ principal: 1_000n, interest: 171n, fund: 9n, margin: 20n, advance: 0n });
  });

  test("a reversal takes the margin back, leaves funders and fund alone and makes an advance; the next payment refills it", () => {
    const paid = advanceCounters(newRound(10_000n), { principal: 1_000n, interestGross: 200n, ...rates }, 0n);
    const reversed = advanceCounters(paid.counters, { principal: 0n, interestGross: 0n, ...rates }, paid.advance);
    expect(reversed.deltas).toEqual({ principal: 0n, interest: 0n, fund: 0n, margin: -20n, advance: 1_180n });
    const again = advanceCounters(reversed.counters, { principal: 600n, interestGross: 200n, ...rates }, reversed.advance);
    expect(again.deltas).toEqual({ principal: 0n, interest: 0n, fund: 0n, margin: 20n, advance: -780n });
    expect(again.advance).toBe(400n);
  });

  test("the first of two payments is reversed when its margin fell due with the second", () => {
    const feeOnly = { feePpm: 100_000, fundPpm: 0 };
    const first = advanceCounters(newRound(100n), { principal: 10n, interestGross: 9n, ...feeOnly }, 0n);
    const second = advanceCounters(first.counters, { principal: 20n, interestGross: 10n, ...feeOnly }, first.advance);
    const reversed = advanceCounters(second.counters, { principal: 10n, interestGross: 1n, ...feeOnly }, second.advance);
    expect(second.deltas).toMatchObject({ interest: 0n, margin: 1n });
    expect(reversed.deltas).toEqual({ principal: 0n, interest: 0n, fund: 0n, margin: -1n, advance: 18n });
  });

  test("a replay that moves units from interest to principal pays the principal on and advances the interest", () => {
    const before = advanceCounters(newRound(1_000n), { principal: 100n, interestGross: 50n, feePpm: 0, fundPpm: 0 }, 0n);
    const after = advanceCounters(
      before.counters,
      { principal: 120n, interestGross: 30n, feePpm: 0, fundPpm: 0 },
      before.advance,
    );
    expect(after.deltas).toEqual({ principal: 20n, interest: 0n, fund: 0n, margin: 0n, advance: 20n });
  });

  test("more principal than the round is a bug", () => {
    expect(() => advanceCounters(newRound(10n), { principal: 11n, interestGross: 0n, feePpm: 0, fundPpm: 0 }, 0n)).toThrow(
      "total",
    );
  });

  test("whatever is paid and reversed, in any order: funders and fund never lose, and money in plus advance is money on", () => {
    const histories = fc.array(fc.record({ principal: fc.bigInt(0n, 10_000n), interestGross: fc.bigInt(0n, 5_000n) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(histories, ppm, ppm, (history, feePpm, fundPpm) => {
        let counters: RoundCounters = newRound(10_000n);
        let advance = 0n;
        for (const earned of history) {
          const moved = advanceCounters(counters, { ...earned, feePpm, fundPpm }, advance);
          expect(moved.deltas.principal >= 0n && moved.deltas.interest >= 0n && moved.deltas.fund >= 0n).toBe(true);
          expect(moved.advance).toBeGreaterThanOrEqual(0n);
          expect(moved.advance - advance).toBe(moved.deltas.advance);
          ({ counters, advance } = moved);
          const passedOn = counters.cumPrincipal + counters.cumInterest + counters.cumFund + counters.marginCum;
          expect(earned.principal + earned.interestGross + advance).toBe(passedOn);
        }
      }),
    );
  });
});

describe("entitlements of tiles", () => {
  const round = fc.tuple(tileAmounts, fc.bigInt(0n, 1_000_000n)).map(([amounts, paidPpm]) => ({
    amounts,
    total: sum(amounts),
    // Interest may exceed the total, principal may not; a counter up to the total serves both.
    counter: (sum(amounts) * paidPpm) / 1_000_000n,
  }));

  test("offsets are the sums of the tiles before", () => {
    expect(tileOffsets([5n, 3n, 2n])).toEqual([0n, 5n, 8n]);
    expect(tileOffsets([])).toEqual([]);
  });

  test("while the loan lives the dust is smaller than the number of tiles, and no entitlement ever falls", () => {
    fc.assert(
      fc.property(round, fc.bigInt(0n, 10n ** 12n), ({ amounts, total, counter }, more) => {
        const before = amounts.map((amount) => interimEntitlement(counter, amount, total));
        const dust = counter - sum(before);
        expect(dust >= 0n && dust < BigInt(amounts.length)).toBe(true);
        amounts.forEach((amount, index) =>
          expect(interimEntitlement(counter + more, amount, total)).toBeGreaterThanOrEqual(before[index] ?? 0n),
        );
      }),
    );
  });

  test("closed for good, entitlements add up to the counter exactly and each is the interim one or one unit more", () => {
    fc.assert(
      fc.property(round, fc.bigInt(0n, 10n ** 13n), ({ amounts, total }, counter) => {
        const offsets = tileOffsets(amounts);
        const final = amounts.map((amount, index) => finalEntitlement(counter, { offset: offsets[index] ?? 0n, amount }, total));
        expect(sum(final)).toBe(counter);
        amounts.forEach((amount, index) => {
          const over = (final[index] ?? 0n) - interimEntitlement(counter, amount, total);
          expect(over === 0n || over === 1n).toBe(true);
        });
      }),
    );
  });

  test("a loan repaid in full gives every tile exactly its principal, under both rules", () => {
    fc.assert(
      fc.property(tileAmounts, (amounts) => {
        const total = sum(amounts);
        const offsets = tileOffsets(amounts);
        amounts.forEach((amount, index) => {
          expect(interimEntitlement(total, amount, total)).toBe(amount);
          expect(finalEntitlement(total, { offset: offsets[index] ?? 0n, amount }, total)).toBe(amount);
        });
      }),
    );
  });

  test("the lines of all payments add up to the entitlement", () => {
    fc.assert(
      fc.property(tileAmounts, fc.array(fc.bigInt(0n, 10n ** 9n), { maxLength: 20 }), (amounts, payments) => {
        const total = sum(amounts);
        const amount = amounts[0] ?? 0n;
        let counter = 0n;
        let received = 0n;
        for (const paid of payments) {
          received += linePart(counter, counter + paid, { amount, total });
          counter += paid;
        }
        expect(received).toBe(interimEntitlement(counter, amount, total));
      }),
    );
  });

  test("a settled tile that is split: its parts' floors add up to at most one unit less than its own", () => {
    // T 3, f 2, C 2: settled floor(2·2/3) = 1, but two tiles of 1 are entitled to floor(2/3) = 0 each.
    expect(interimEntitlement(2n, 2n, 3n)).toBe(1n);
    expect(interimEntitlement(2n, 1n, 3n)).toBe(0n);
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 9n),
        fc.bigInt(1n, 10n ** 9n),
        fc.bigInt(0n, 10n ** 9n),
        fc.bigInt(0n, 10n ** 9n),
        (sold, kept, others, counter) => {
          const total = sold + kept + others;
          const lost =
            interimEntitlement(counter, sold + kept, total) -
            interimEntitlement(counter, sold, total) -
            interimEntitlement(counter, kept, total);
          expect(lost === 0n || lost === 1n).toBe(true);
        },
      ),
    );
  });

  test("counters, tiles and histories that cannot be are bugs", () => {
    expect(() => interimEntitlement(-1n, 1n, 2n)).toThrow("counter");
    expect(() => interimEntitlement(1n, 3n, 2n)).toThrow("inside its round");
    expect(() => finalEntitlement(1n, { offset: 1n, amount: 2n }, 2n)).toThrow("inside its round");
    expect(() => linePart(2n, 1n, { amount: 1n, total: 2n })).toThrow("never falls");
    expect(() => newRound(0n)).toThrow("above zero");
  });
});

describe("recovery after a write-off goes to what bounced of recoveries, the funders, the fund, the lost advance, then interest", () => {
  const owed = { advanced: 9n, funders: 70n, fund: 30n, lostAdvance: 5n };

  test.each([
    [8n, { toAdvance: 8n, toFunders: 0n, toFund: 0n, toLoss: 0n, rest: 0n }],
    [59n, { toAdvance: 9n, toFunders: 50n, toFund: 0n, toLoss: 0n, rest: 0n }],
    [94n, { toAdvance: 9n, toFunders: 70n, toFund: 15n, toLoss: 0n, rest: 0n }],
    [112n, { toAdvance: 9n, toFunders: 70n, toFund: 30n, toLoss: 3n, rest: 0n }],
    [119n, { toAdvance: 9n, toFunders: 70n, toFund: 30n, toLoss: 5n, rest: 5n }],
  ])("%s recovered", (recovered, parts) => {
    expect(splitRecovery(recovered, owed)).toEqual(parts);
  });
});
