import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "./business-date";
import { advanceCounters, newRound, principalEarned, type RoundCounters } from "./distribution";
import { repaymentEntry } from "./entries";
import { inAnyOrder } from "./fixtures/account-figures";
import { anyLife, anyPaidLife, type Life } from "./fixtures/arbitrary-lives";
import { openAccount, sumComponents, totalOf, type LoanAccount } from "./loan-account";
import { sumMoney, type Money } from "./money";
import { payoff } from "./repayment";
import { paidInAll, replay, type LoanOpening, type Replay } from "./replay";

/** Each run plays a loan's life; more runs than these were made when the rules were written. */
const runs = { numRuns: 30 };
const rates = { feePpm: 100_000, fundPpm: 50_000 };

describe("replay", () => {
  test("gives what living through the loan day by day gave, late fees included", () => {
    fc.assert(
      fc.property(anyLife, ({ opening, events, accounts, lastDay }) => {
        const replayed = held(replay(opening, events, lastDay));
        const lived = accounts.at(-1) ?? openAccount(opening.terms);
        if (events.at(-1)?.on === lastDay) expect(replayed.account).toEqual(lived);
        const payments = events.filter((event) => event.kind === "payment");
        expect(replayed.payments.map(({ applied, preClosureFee }) => totalOf(applied) + preClosureFee)).toEqual(payments.map(({ amount }) => amount));
        expect(sumComponents(replayed.payments.map(({ applied }) => applied))).toEqual(paidInAll(replayed.account));
      }),
      runs,
    );
  });

  test("payments of one day give the same state in any order", () => {
    fc.assert(
      // A loan of a few units loses instalments when what is left is spread over them in whole units.
      fc.property(anyPaidLife.filter(({ opening }) => opening.terms.principal >= 10_000n), ({ opening, events, lastDay }) => {
        const everythingAtOnce = events.map((event) => ({ ...event, on: addDays(opening.terms.disbursedOn, 9), prepayment: "lower_instalment" as const }));
        const backwards = everythingAtOnce.map((event) => ({ ...event, place: -event.place }));
        const [forth, back] = [everythingAtOnce, backwards].map((order) => replay(opening, order, lastDay));
        expect(forth?.ok).toBe(back?.ok);
        if (forth?.ok && back?.ok) expect(inAnyOrder(forth.account)).toEqual(inAnyOrder(back.account));
      }),
      runs,
    );
  });
});

describe("a reversal", () => {
  test("restores every figure of the borrower, takes nothing from a funder, and the advance is what the funders keep", () => {
    // A property that skips everything would hold as well.
    let reversed = 0;
    fc.assert(
      fc.property(anyLife, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (life, reversals) => {
        const { opening, events, lastDay } = life;
        const books = booksOf(life);
        let valid = events;
        for (const nth of reversals) {
          const payments = valid.filter((event) => event.kind === "payment");
          const taken = payments[nth % Math.max(payments.length, 1)];
          if (taken?.kind !== "payment") continue;
          const left = valid.filter((event) => event !== taken);
          const without = replay(opening, left, lastDay);
          if (!without.ok) continue;
          reversed += 1;
          const before = books.state();
          books.post(without.account, -taken.amount);
          valid = left;
          // What is left is what the borrower would owe if the payment had never been made.
          expect(sumComponents(without.payments.map(({ applied }) => applied))).toEqual(paidInAll(without.account));
          const after = books.state();
          // A replay may move units of a later payment from principal to interest; nobody ever gets less.
          expect(after.counters.cumPrincipal >= before.counters.cumPrincipal).toBe(true);
          expect(after.counters.cumInterest >= before.counters.cumInterest).toBe(true);
          expect(after.counters.cumFund >= before.counters.cumFund).toBe(true);
          if (!left.some((event) => event.place > taken.place)) expect(passedOn(after.counters)).toBe(passedOn(before.counters));
        }
      }),
      runs,
    );
    expect(reversed).toBeGreaterThan(10);
  });

  test("of every payment leaves the loan as if nothing had ever been paid", () => {
    fc.assert(
      fc.property(anyPaidLife, (life) => {
        const { opening, events, lastDay } = life;
        const books = booksOf(life);
        const nothing = held(replay(opening, [], lastDay)).account;
        books.post(nothing, -sumMoney(events.map((event) => (event.kind === "payment" ? event.amount : 0n))));
        const { counters, advance } = books.state();
        expect(advance).toBe(passedOn(counters));
        expect(counters.marginCum).toBe(0n);
        expect(paidInAll(nothing)).toEqual({ principal: 0n, interest: 0n, fee: 0n, penalty: 0n });
      }),
      runs,
    );
  });

  test("is refilled by later payments first: until the advance is gone nothing more goes to the funders", () => {
    fc.assert(
      fc.property(anyPaidLife, ({ opening, events, lastDay }) => {
        const [first] = events;
        if (first?.kind !== "payment") return;
        const books = openBooks(opening);
        books.post(held(replay(opening, [first], first.on)).account, first.amount);
        books.post(held(replay(opening, [], lastDay)).account, -first.amount);
        const owing = books.state();
        const again = { ...first, on: lastDay };
        books.post(held(replay(opening, [again], lastDay)).account, again.amount);
        const after = books.state();
        const more = passedOn(after.counters) - passedOn(owing.counters);
        expect(after.advance <= owing.advance).toBe(true);
        expect(more >= 0n && more <= again.amount).toBe(true);
      }),
      runs,
    );
  });
});

describe("a change of the schedule", () => {
  test("changes nothing that is owed on its day, keeps the calendar, and the principal still adds up", () => {
    fc.assert(
      fc.property(anyLife, ({ opening, events, accounts }) => {
        for (const [index, event] of events.entries()) {
          if (event.kind === "payment") continue;
          const before = held(replay(opening, events.slice(0, index), event.on)).account;
          const after = accounts[index];
          if (!after) continue;
          expect(payoff(after, event.on).total).toBe(payoff(before, event.on).total);
          expect(sumMoney(after.instalments.map((each) => each.principal))).toBe(opening.terms.principal);
          expect(after.instalments.every((each, place) => each.number === place + 1 && each.principal >= each.principalPaid && each.interest >= each.interestPaid)).toBe(true);
          expect(paidInAll(after)).toEqual(paidInAll(before));
          const known = new Map(before.instalments.map((each) => [each.number, each.dueOn]));
          expect(after.instalments.every((each) => (known.get(each.number) ?? each.dueOn) === each.dueOn)).toBe(true);
        }
      }),
      runs,
    );
  });
});

function held(result: Replay): Extract<Replay, { ok: true }> {
  if (!result.ok) throw new Error(`payment ${result.paymentId} does not fit`);
  return result;
}

function passedOn({ cumPrincipal, cumInterest, cumFund }: RoundCounters): Money {
  return cumPrincipal + cumInterest + cumFund;
}

/** The books of a life that was lived to its end. */
function booksOf({ opening, events, accounts }: Life) {
  const books = openBooks(opening);
  for (const [index, event] of events.entries()) {
    const account = accounts[index];
    if (account) books.post(account, event.kind === "payment" ? event.amount : 0n);
  }
  return books;
}

/** The counters, the advance and the entries of a loan, moved by the difference to the state before. */
function openBooks(opening: LoanOpening) {
  let account: LoanAccount = openAccount(opening.terms);
  let counters = newRound(opening.terms.principal);
  let advance = 0n;
  return {
    state: () => ({ counters, advance }),
    post(after: LoanAccount, amount: Money) {
      const [was, is] = [paidInAll(account), paidInAll(after)];
      const moved = advanceCounters(counters, { principal: is.principal, interestGross: is.interest, ...rates }, advance);
      const fees = { late_fee_income: is.fee + is.penalty - was.fee - was.penalty };
      if (amount !== 0n) repaymentEntry({ loanId: 1, bankId: 1, amount, source: "cash", deltas: moved.deltas, lossReturned: 0n, fees });
      account = after;
      ({ counters, advance } = moved);
      const earned = is.principal + is.interest - counters.marginCum;
      expect(advance).toBe(passedOn(counters) - earned);
      expect(advance >= 0n).toBe(true);
      expect(principalEarned(counters, advance, rates)).toBe(is.principal);
    },
  };
}

