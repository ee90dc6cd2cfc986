import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advanceCounters, earnedSplit, newRound, type RoundCounters } from "./distribution";
import { recoveryEntry, writeOffEntry } from "./loss-entries";
import { maxMoney, sumMoney } from "./money";
import { isNoLoss, lossOf, owedAgain, recover, stillOwed, whyNotWriteOff, writtenOffCounters, type WrittenOff } from "./write-off";

const rates = { feePpm: 100_000, fundPpm: 50_000 };

/** A loan of which nothing is known but what funders have had, given up with what the fund holds. */
function giveUp(counters: RoundCounters, { fund, advance, owed }: { fund: bigint; advance: bigint; owed: WrittenOff["owed"] }) {
  const loss = lossOf(counters, { fund, advance });
  const writtenOff: WrittenOff = {
    ...{ owed, outstanding: loss.outstanding, fundCover: loss.fundCover, advance: loss.advance },
    ...{ fundReturned: 0n, advanceReturned: 0n, recovered: { total: 0n, interest: 0n, interestBounced: 0n, fees: 0n, advanced: 0n } },
  };
  return { loss, writtenOff, counters: writtenOffCounters(counters, loss) };
}

type Divided = Extract<ReturnType<typeof recover>, { ok: true }>;

/** The write-off after a recovery. */
function after(writtenOff: WrittenOff, amount: bigint, { parts, interest, fees }: Divided): WrittenOff {
  const { recovered } = writtenOff;
  return {
    ...writtenOff,
    fundReturned: writtenOff.fundReturned + parts.toFund,
    advanceReturned: writtenOff.advanceReturned + parts.toLoss,
    recovered: {
      ...{ total: recovered.total + amount, interest: recovered.interest + interest.gross, interestBounced: recovered.interestBounced },
      ...{ fees: recovered.fees + fees, advanced: recovered.advanced - parts.toAdvance },
    },
  };
}

/** The write-off after a recovery has bounced: as its row says that it was divided. */
function afterBounce(writtenOff: WrittenOff, amount: bigint, { parts, interest, fees }: Divided): WrittenOff {
  const { recovered } = writtenOff;
  const kept = parts.toFunders + parts.toFund + interest.gross;
  return {
    ...writtenOff,
    advanceReturned: writtenOff.advanceReturned - parts.toLoss,
    recovered: {
      ...{ total: recovered.total - amount, interest: recovered.interest, interestBounced: recovered.interestBounced + interest.gross },
      ...{ fees: recovered.fees - fees, advanced: recovered.advanced + parts.toAdvance + kept },
    },
  };
}

describe("which loans may be written off", () => {
  test.each([
    [{ state: "closed", oldestUnpaidDueOn: null }, "loan_not_active"],
    [{ state: "written_off", oldestUnpaidDueOn: "2026-01-01" }, "loan_not_active"],
    [{ state: "active", oldestUnpaidDueOn: null }, "loan_not_npl"],
    [{ state: "active", oldestUnpaidDueOn: "2026-04-02" }, "loan_not_npl"],
    [{ state: "active", oldestUnpaidDueOn: "2026-04-01" }, null],
  ] as const)("%o on 30 June: %s", (loan, problem) => {
    expect(whyNotWriteOff(loan, "2026-06-30")).toBe(problem);
  });
});

describe("the loss", () => {
  test("of 100 with 30 in the fund: the fund covers 30, funders lose 70, nothing is left in the fund", () => {
    const { loss, counters } = giveUp(newRound(100n), { fund: 30n, advance: 0n, owed: { principal: 100n, interest: 0n, fees: 0n } });
    expect(loss).toEqual({ outstanding: 100n, fundCover: 30n, funders: 70n, advance: 0n });
    expect(counters.cumPrincipal).toBe(30n);
  });

  test("is covered wholly by a fund that is larger, which keeps the rest", () => {
    expect(lossOf(newRound(100n), { fund: 1_000n, advance: 7n })).toEqual({ outstanding: 100n, fundCover: 100n, funders: 0n, advance: 7n });
  });

  test("of a loan whose principal has wholly come back is none: nothing is posted, and what is owed is interest", () => {
    const repaid = { ...newRound(100n), cumPrincipal: 100n };
    const { loss, writtenOff, counters } = giveUp(repaid, { fund: 30n, advance: 0n, owed: { principal: 0n, interest: 10n, fees: 0n } });
    expect(loss).toEqual({ outstanding: 0n, fundCover: 0n, funders: 0n, advance: 0n });
    expect(isNoLoss(loss)).toBe(true);
    expect(isNoLoss(lossOf(repaid, { fund: 30n, advance: 1n }))).toBe(false);
    expect(isNoLoss(lossOf(newRound(100n), { fund: 30n, advance: 0n }))).toBe(false);
    const recovery = recover(10n, writtenOff, { counters, isFinal: false, ...rates });
    expect(recovery).toMatchObject({ ok: true, parts: { toFunders: 0n, toFund: 0n, toLoss: 0n }, interest: { gross: 10n, net: 9n, fund: 0n, margin: 1n }, fees: 0n });
  });
});

describe("recoveries", () => {
  const owed = { principal: 100n, interest: 20n, fees: 5n };

  test("go to funders, then to the fund, then as interest divided like a payment's, then as fees", () => {
    let { writtenOff, counters } = giveUp(newRound(100n), { fund: 30n, advance: 0n, owed });
    const seen = [60n, 20n, 30n, 15n].map((amount) => {
      const recovery = recover(amount, writtenOff, { counters, isFinal: false, ...rates });
      if (!recovery.ok) throw new Error("it was owed");
      writtenOff = after(writtenOff, amount, recovery);
      counters = recovery.counters;
      return { ...recovery.parts, ...recovery.interest, fees: recovery.fees };
    });
    const nothing = { toAdvance: 0n, toFunders: 0n, toFund: 0n, toLoss: 0n, gross: 0n, net: 0n, fund: 0n, margin: 0n, fees: 0n };
    expect(seen).toEqual([
      { ...nothing, toFunders: 60n },
      { ...nothing, toFunders: 10n, toFund: 10n },
      { ...nothing, toFund: 20n, gross: 10n, margin: 1n, net: 9n },
      { ...nothing, gross: 10n, margin: 1n, net: 9n, fees: 5n },
    ]);
    expect(stillOwed(writtenOff).total).toBe(0n);
    expect(recover(1n, writtenOff, { counters, isFinal: false, ...rates })).toEqual({ ok: false, most: 0n });
  });

  test("divide interest by two floors of what was paid in all: at 10 % and 10 %, nine units are the funders', the tenth is the fee", () => {
    const rounded = { feePpm: 100_000, fundPpm: 100_000 };
    let { writtenOff, counters } = giveUp(newRound(100n), { fund: 0n, advance: 0n, owed: { principal: 100n, interest: 10n, fees: 0n } });
    const interest = [109n, 1n].map((amount) => {
      const recovery = recover(amount, writtenOff, { counters, isFinal: false, ...rounded });
      if (!recovery.ok) throw new Error("it was owed");
      writtenOff = after(writtenOff, amount, recovery);
      counters = recovery.counters;
      return recovery.interest;
    });
    expect(interest).toEqual([
      { gross: 9n, net: 9n, fund: 0n, margin: 0n },
      { gross: 1n, net: 0n, fund: 0n, margin: 1n },
    ]);
  });

  test("above what is owed are refused with what is", () => {
    const { writtenOff, counters } = giveUp(newRound(100n), { fund: 30n, advance: 0n, owed });
    expect(recover(126n, writtenOff, { counters, isFinal: false, ...rates })).toEqual({ ok: false, most: 125n });
  });

  test("after closing for good leave the funders' counters alone: what would have been theirs is the fund's", () => {
    const { writtenOff, counters } = giveUp(newRound(100n), { fund: 30n, advance: 0n, owed });
    const recovery = recover(125n, writtenOff, { counters, isFinal: true, ...rates });
    expect(recovery).toMatchObject({ ok: true, parts: { toFunders: 0n, toFund: 100n, toLoss: 0n }, interest: { gross: 20n, net: 0n, fund: 18n, margin: 2n }, fees: 5n });
    expect(recovery).toMatchObject({ counters: { cumPrincipal: counters.cumPrincipal, cumInterest: counters.cumInterest } });
  });

  test("give the platform's lost advance back before interest is divided, and no more of it than the borrower owes", () => {
    // 10 of principal and 10 of interest were paid and bounced: funders keep 10 + 9, the fund nothing, the platform lost 19.
    const paid = advanceCounters(newRound(100n), { principal: 10n, interestGross: 10n, feePpm: 100_000, fundPpm: 0 }, 0n);
    const bounced = advanceCounters(paid.counters, { principal: 0n, interestGross: 0n, feePpm: 100_000, fundPpm: 0 }, 0n);
    const { writtenOff, counters } = giveUp(bounced.counters, { fund: 0n, advance: bounced.advance, owed: { principal: 100n, interest: 4n, fees: 0n } });
    expect(writtenOff.advance).toBe(19n);
    expect(recover(104n, writtenOff, { counters, isFinal: false, feePpm: 100_000, fundPpm: 0 })).toMatchObject({
      parts: { toFunders: 90n, toFund: 0n, toLoss: 14n },
      interest: { gross: 0n },
      fees: 0n,
    });
  });
});

describe("a payment that bounces after the write-off", () => {
  const owed = { principal: 90n, interest: 20n, fees: 5n };
  const paid = { principal: 10n, interest: 8n, fees: 2n };

  test("is owed again with each of its parts, and its principal and interest are lost by the platform", () => {
    const { writtenOff } = giveUp({ ...newRound(100n), cumPrincipal: 10n }, { fund: 30n, advance: 0n, owed });
    expect(owedAgain(writtenOff, paid)).toEqual({ owed: { principal: 100n, interest: 28n, fees: 7n }, advance: 18n });
    expect(() => owedAgain(writtenOff, { ...paid, fees: -1n })).toThrow("no payment paid less than nothing");
  });

  test("comes back to the platform after funders and fund, before interest and fees, of which there are as many as before", () => {
    const { writtenOff, counters } = giveUp({ ...newRound(100n), cumPrincipal: 10n }, { fund: 30n, advance: 0n, owed });
    const raised = { ...writtenOff, ...owedAgain(writtenOff, paid) };
    expect(stillOwed(raised).total).toBe(135n);
    const recovery = recover(135n, raised, { counters, isFinal: false, ...rates });
    expect(recovery).toMatchObject({ parts: { toFunders: 60n, toFund: 30n, toLoss: 18n }, interest: { gross: 20n }, fees: 7n });
  });

  test("is the platform's alone also when everything had come back and the loan was closed for good", () => {
    const { writtenOff, counters } = giveUp({ ...newRound(100n), cumPrincipal: 10n }, { fund: 30n, advance: 0n, owed });
    const all = recover(115n, writtenOff, { counters, isFinal: false, ...rates });
    if (!all.ok) throw new Error("it was owed");
    const whole = after(writtenOff, 115n, all);
    const raised = { ...whole, ...owedAgain(whole, paid) };
    // Interest and fees that recoveries have paid stay paid.
    expect(stillOwed(raised)).toEqual({ ...paid, total: 20n });
    const again = recover(20n, raised, { counters: all.counters, isFinal: true, ...rates });
    expect(again).toMatchObject({ parts: { toFunders: 0n, toFund: 0n, toLoss: 18n }, interest: { gross: 0n }, fees: 2n, counters: all.counters });
  });
});

describe("a recovery that bounces", () => {
  const owed = { principal: 100n, interest: 20n, fees: 5n };

  test("is owed again, and the next one returns to the platform what funders and fund keep of it, before anybody has more", () => {
    const { writtenOff, counters } = giveUp(newRound(100n), { fund: 30n, advance: 0n, owed });
    const first = recover(80n, writtenOff, { counters, isFinal: false, ...rates });
    if (!first.ok) throw new Error("it was owed");
    const bounced = afterBounce(after(writtenOff, 80n, first), 80n, first);
    expect(stillOwed(bounced).total).toBe(125n);
    const next = recover(85n, bounced, { counters: first.counters, isFinal: false, ...rates });
    expect(next).toMatchObject({ parts: { toAdvance: 80n, toFunders: 0n, toFund: 5n, toLoss: 0n }, interest: { gross: 0n } });
  });

  test("that was recorded by mistake and again with the right amount leaves funders with what they had, and nobody with more", () => {
    const { writtenOff, counters } = giveUp(newRound(100n), { fund: 0n, advance: 0n, owed });
    const wrong = recover(70n, writtenOff, { counters, isFinal: false, ...rates });
    if (!wrong.ok) throw new Error("it was owed");
    const bounced = afterBounce(after(writtenOff, 70n, wrong), 70n, wrong);
    const right = recover(7n, bounced, { counters: wrong.counters, isFinal: false, ...rates });
    expect(right).toMatchObject({ parts: { toAdvance: 7n, toFunders: 0n }, counters: wrong.counters });
  });
});

const lives = fc.record({
  total: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  principalShare: fc.integer({ min: 0, max: 999 }),
  gross: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  bouncedShare: fc.integer({ min: 0, max: 1_000 }),
  fund: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  interest: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  fees: fc.bigInt({ min: 0n, max: 10n ** 4n }),
  feePpm: fc.integer({ min: 0, max: 1_000_000 }),
  fundPpm: fc.integer({ min: 0, max: 1_000_000 }),
  amounts: fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 12 }),
  finalFrom: fc.integer({ min: 0, max: 12 }),
  /** These recoveries bounce at once. */
  bouncing: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  /** Of what had been paid so much bounces after the write-off, before this recovery. */
  bouncesLater: fc.record({ share: fc.integer({ min: 0, max: 1_000 }), fees: fc.bigInt({ min: 0n, max: 10n ** 4n }), before: fc.integer({ min: 0, max: 12 }) }),
});

test("whatever was paid, bounced, covered and recovered: every entry balances, nobody is paid twice or short, and all that is owed is at last back", () => {
  fc.assert(
    fc.property(lives, ({ total, principalShare, gross, bouncedShare, fund, interest, fees, feePpm, fundPpm, amounts, finalFrom, bouncesLater, bouncing }) => {
      const product = { feePpm, fundPpm };
      const principalPaid = (total * BigInt(principalShare)) / 1_000n;
      const paid = advanceCounters(newRound(total), { principal: principalPaid, interestGross: gross, ...product }, 0n);
      const left = (part: bigint) => part - (part * BigInt(bouncedShare)) / 1_000n;
      const earned = { principal: left(principalPaid), interestGross: left(gross), ...product };
      const bounced = advanceCounters(paid.counters, earned, paid.advance);
      const owed = { principal: total - earned.principal, interest, fees };
      const given = giveUp(bounced.counters, { fund, advance: bounced.advance, owed });
      writeOffEntry({ loanId: 1, ...given.loss });
      let { writtenOff, counters } = given;
      const later = (part: bigint) => (part * BigInt(bouncesLater.share)) / 1_000n;
      const paidAndGone = { principal: later(earned.principal), interest: later(earned.interestGross), fees: bouncesLater.fees };
      const wish = amounts.map((share) => (stillOwed(writtenOff).total * BigInt(share)) / 1_000n);

      for (const [index, amount] of [...wish, null].entries()) {
        if (index === Math.min(bouncesLater.before, wish.length)) writtenOff = { ...writtenOff, ...owedAgain(writtenOff, paidAndGone) };
        const recovered = amount ?? stillOwed(writtenOff).total;
        if (recovered <= 0n || recovered > stillOwed(writtenOff).total) continue;
        const isFinal = index >= finalFrom;
        const recovery = recover(recovered, writtenOff, { counters, isFinal, ...product });
        if (!recovery.ok) throw new Error("it was owed");
        // What is said to be owed is what is divided: principal to funders, fund and platform, interest and fees as such.
        const said = stillOwed(writtenOff);
        expect([said.principal, said.interest, said.fees].every((part) => part >= 0n)).toBe(true);
        expect(recovery.parts.toFunders + recovery.parts.toFund).toBeLessThanOrEqual(said.principal);
        expect(recovery.interest.gross).toBeLessThanOrEqual(said.interest);
        expect(recovery.fees).toBe(recovered === said.total ? said.fees : maxMoney(0n, recovered - said.principal - said.interest));
        recoveryEntry({ bankId: 1, amount: recovered, parts: recovery.parts, interest: recovery.interest, fees: { late_fee_income: recovery.fees } });
        expect(recovery.counters.cumPrincipal).toBeLessThanOrEqual(total);
        expect(recovery.counters.interestGross).toBe(recovery.counters.cumInterest + recovery.counters.cumFund + recovery.counters.marginCum);
        if (isFinal) expect(recovery.counters).toMatchObject({ cumPrincipal: counters.cumPrincipal, cumInterest: counters.cumInterest });
        if (!isFinal && given.loss.advance === 0n) {
          const split = earnedSplit(recovery.counters.interestGross, feePpm, fundPpm);
          expect(recovery.counters).toMatchObject({ cumInterest: split.net, cumFund: split.fund, marginCum: split.margin });
        }
        writtenOff = after(writtenOff, recovered, recovery);
        counters = recovery.counters;
        if (amount !== null && bouncing[index]) writtenOff = afterBounce(writtenOff, recovered, recovery);
      }
      expect(writtenOff.recovered.advanced).toBe(0n);
      expect(stillOwed(writtenOff).total).toBe(0n);
      expect(writtenOff.recovered.total).toBe(sumMoney([...Object.values(owed), ...Object.values(paidAndGone)]));
      expect(writtenOff.advanceReturned).toBeGreaterThanOrEqual(paidAndGone.principal + paidAndGone.interest);
      // Principal is back with funders, or what they did not get any more with the fund.
      expect(counters.cumPrincipal + writtenOff.fundReturned - given.loss.fundCover).toBe(total);
    }),
    { numRuns: 500 },
  );
});
