import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interestFactors } from "./accrual";
import { interestOver } from "./amortisation";
import { addDays, daysBetween } from "./business-date";
import { roundHalfEven } from "./decimal";
import { periodsOf } from "./due-dates";
import { inAnyOrder } from "./fixtures/account-figures";
import { anyDecliningLoan, anyLoan } from "./fixtures/arbitrary-loans";
import { sumComponents, totalOf } from "./loan-account";
import { divide, minMoney, sumMoney } from "./money";
import { prepaymentChoices } from "./prepayment";
import { amountOwed, applyRepayment, dueOn, oldestUnpaidDueOn, openAccount, payOff, payoff, type AppliedRepayment, type LoanAccount, type Repayment } from "./repayment";
import { buildSchedule, type LoanTerms } from "./schedule";

/** Each run plays a loan's life; more runs than these were made when the rules were written. */
const runs = { numRuns: 40 };

/** A payment as a share of what may be paid on that day, so that every payment is accepted. */
type Step = { daysLater: number; sharePpm: number; prepayment: Repayment["prepayment"] };

const anyStep: fc.Arbitrary<Step> = fc.record({
  daysLater: fc.integer({ min: 0, max: 70 }),
  sharePpm: fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 1_000_000 })),
  prepayment: fc.constantFrom(...prepaymentChoices),
});
const anySteps = fc.array(anyStep, { maxLength: 10 });

/** Fees and penalties on some of the instalments, those to come included. */
const anyCharges = fc.array(fc.record({ place: fc.nat({ max: 23 }), fee: fc.bigInt({ min: 0n, max: 900n }), penalty: fc.bigInt({ min: 0n, max: 900n }) }), { maxLength: 3 });
const anyAccount = fc.tuple(anyLoan, anyCharges).map(([terms, charges]) => {
  const account = openAccount(terms);
  const chargesOf = (index: number) => charges.filter(({ place }) => place % terms.instalmentCount === index);
  const instalments = account.instalments.map((each, index) => {
    const fee = sumMoney(chargesOf(index).map((charge) => charge.fee));
    return { ...each, fee, penalty: sumMoney(chargesOf(index).map((charge) => charge.penalty)) };
  });
  return { ...account, instalments };
});

/** Large and cheap enough that interest always fits into the instalment, so that none moves on to the next one but in grace. */
const ordinaryLoan = anyLoan.filter((terms) => terms.principal >= 10_000n && terms.annualRate.numerator <= 400_000n && fitsAfterGrace(terms));

function fitsAfterGrace(terms: LoanTerms): boolean {
  const after = buildSchedule(terms).instalments[terms.grace?.instalments ?? 0];
  return terms.method === "bullet" || after === undefined || after.principal > 0n;
}

describe("whatever is paid, and when", () => {
  test("lines and components add up to the payments, and nothing is negative or paid twice", () => {
    fc.assert(
      fc.property(anyAccount, anySteps, (opened, steps) => {
        const history = play(opened, steps);
        for (const { repayment, result } of history) {
          expect(totalOf(result.applied)).toBe(repayment.amount);
          expect(sumComponents(result.lines)).toEqual(result.applied);
          expectSound(result.account);
        }
        const paid = sumComponents(history.map(({ result }) => result.applied));
        expect(totalOf(paid)).toBe(sumMoney(history.map(({ repayment }) => repayment.amount)));
        const after = history.at(-1)?.result.account ?? opened;
        expect(sumMoney(after.instalments.map((each) => each.fee + each.penalty))).toBe(sumMoney(opened.instalments.map((each) => each.fee + each.penalty)));
        expect(paid.principal).toBe(sumMoney(after.instalments.map((each) => each.principalPaid)));
      }),
      runs,
    );
  });

  test("the payoff falls by exactly what was paid", () => {
    fc.assert(
      fc.property(anyAccount, anySteps, (opened, steps) => {
        for (const { before, repayment, result } of play(opened, steps)) {
          const { on, amount } = repayment;
          expect(payoff(result.account, on).total).toBe(payoff(before, on).total - amount);
          expect(result.paidOff).toBe(payoff(before, on).total === amount);
        }
      }),
      runs,
    );
  });

  test("the last possible payment brings every figure to 0", () => {
    fc.assert(
      fc.property(anyAccount, anySteps, fc.integer({ min: 0, max: 400 }), (opened, steps, daysLater) => {
        const { terms } = opened;
        const last = play(opened, steps).at(-1);
        const on = addDays(last?.repayment.on ?? terms.disbursedOn, daysLater);
        const { account, paidOff, applied: closing } = payOff(last?.result.account ?? opened, on);
        expect(paidOff).toBe(true);
        expect(amountOwed(account)).toBe(0n);
        expect(oldestUnpaidDueOn(account)).toBeNull();
        expect(payoff(account, addDays(on, 30)).total).toBe(0n);
        expect(sumMoney(account.instalments.map((each) => each.principalPaid))).toBe(terms.principal);
        expect(closing.principal).toBe(terms.principal - (last ? paidPrincipal(last.result.account) : 0n));
      }),
      runs,
    );
  });

  test("going on from the stored state is the same as replaying from the start, whatever was read in between", () => {
    fc.assert(
      fc.property(anyAccount, anySteps, (opened, steps) => {
        const history = play(opened, steps);
        let stored = store(opened);
        for (const { repayment, result } of history) {
          const account = load(stored, opened.terms);
          payoff(account, addDays(repayment.on, 90));
          const next = applyRepayment(account, repayment);
          expect(next.ok && next.account).toEqual(result.account);
          stored = store(result.account);
        }
      }),
      runs,
    );
  });

  test("payments of one day give the same state in any order", () => {
    const anyDay = fc.record({
      shares: fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 2, maxLength: 4 }),
      prepayment: fc.constantFrom(...prepaymentChoices),
    });
    fc.assert(
      fc.property(anyLoan, anySteps, anyDay, (terms, steps, { shares, prepayment }) => {
        const last = play(openAccount(terms), steps).at(-1);
        const account = last?.result.account ?? openAccount(terms);
        const on = addDays(last?.repayment.on ?? terms.disbursedOn, 9);
        const limit = payoff(account, on).total;
        const amounts = shares.map((share) => divide(limit * BigInt(share), 2_000_000n, "floor"));
        const day = amounts.filter((amount) => amount > 0n).map((amount) => ({ amount, on, prepayment }));
        const [forwards, backwards] = [day, day.toReversed()].map((order) => order.reduce((state, each) => applied(state, each).account, account));
        expect(forwards && inAnyOrder(forwards)).toEqual(backwards && inAnyOrder(backwards));
      }),
      runs,
    );
  });
});

describe("paid as the schedule says", () => {
  test("the schedule stays as it is, whatever was chosen for money in advance", () => {
    fc.assert(
      fc.property(anyLoan, fc.constantFrom(...prepaymentChoices), (terms, prepayment) => {
        const opened = openAccount(terms);
        const due = opened.instalments.filter(({ principal, interest }) => principal + interest > 0n);
        const account = due.reduce((state, each) => applied(state, { amount: each.principal + each.interest, on: each.dueOn, prepayment }).account, opened);
        const asPlanned = ({ instalments }: LoanAccount) => instalments.map(({ principal, interest, dueOn: date }) => [date, principal, interest]);
        expect(asPlanned(account)).toEqual(asPlanned(opened));
        expect(amountOwed(account)).toBe(0n);
      }),
      runs,
    );
  });

  test("on each due date the payoff is the balance of the schedule", () => {
    fc.assert(
      fc.property(ordinaryLoan, (terms) => {
        const { instalments } = buildSchedule(terms);
        let account = openAccount(terms);
        for (const { number, total, dueOn: on, balanceAfter } of instalments) {
          if (total > 0n) account = applied(account, { amount: total, on, prepayment: "shorter_term" }).account;
          const laterInterest = sumMoney(instalments.slice(number).map(({ interest }) => interest));
          const owedToo = terms.method === "flat" ? laterInterest : putOffByGrace(terms, number);
          expect(payoff(account, on).total).toBe(balanceAfter + owedToo);
        }
      }),
      runs,
    );
  });

  test("interest accrued up to the day before a due date is never more than the instalment's", () => {
    fc.assert(
      fc.property(ordinaryLoan.filter(({ method }) => method !== "flat"), (terms) => {
        const account = openAccount(terms);
        const first = account.instalments.find((each) => each.principal + each.interest > 0n);
        const quote = payoff(account, addDays(first?.dueOn ?? terms.disbursedOn, -1));
        expect(quote.interest <= (first?.interest ?? 0n)).toBe(true);
      }),
      runs,
    );
  });
});

describe("a prepayment, by choice", () => {
  test("shorter_term never asks for more than the instalment on a date; lower_instalment keeps every date", () => {
    const ordinary = anyDecliningLoan.filter(({ principal, instalmentCount }) => principal >= 100_000n && instalmentCount > 2);
    fc.assert(
      fc.property(ordinary, fc.integer({ min: 1, max: 25 }), fc.integer({ min: 50_000, max: 700_000 }), (terms, day, sharePpm) => {
        const account = openAccount(terms);
        const on = addDays(terms.disbursedOn, Math.min(day, daysBetween(terms.disbursedOn, account.instalments[0]?.dueOn ?? terms.disbursedOn) - 1));
        const amount = divide(payoff(account, on).total * BigInt(sharePpm), 1_000_000n, "floor");
        const shorter = applied(account, { amount, on, prepayment: "shorter_term" }).account;
        const asked = shorter.instalments.map((each) => each.principal + each.interest - each.principalPaid - each.interestPaid);
        expect(asked.slice(0, -1).every((each) => each === account.instalmentAmount)).toBe(true);
        const lower = applied(account, { amount, on, prepayment: "lower_instalment" }).account;
        expect(lower.instalments.map((each) => each.dueOn)).toEqual(account.instalments.map((each) => each.dueOn));
        expect(lower.instalmentAmount <= account.instalmentAmount).toBe(true);
        const next = applied(account, { amount, on, prepayment: "next_instalments" }).account;
        expect(dueOn(next, on).next?.dueOn).toBe(account.instalments[Number(closedBy(account, amount))]?.dueOn ?? null);
      }),
      runs,
    );
  });
});

/** Interest that instalments so far have not asked for, because grace put it off: it is rounded once. */
function putOffByGrace(terms: LoanTerms, number: number): bigint {
  const { grace, principal } = terms;
  if (grace?.of !== "both" || grace.interest === "waived" || number > grace.instalments) return 0n;
  return roundHalfEven(interestOver(principal, periodsOf(terms).slice(0, number).flatMap((period) => interestFactors(terms, period))));
}

/** How many instalments this much money fills. */
function closedBy(account: LoanAccount, amount: bigint): bigint {
  let [left, closed] = [amount, 0n];
  for (const each of account.instalments) {
    left -= each.principal + each.interest;
    if (left < 0n) break;
    closed += 1n;
  }
  return closed;
}

type Played = { before: LoanAccount; repayment: Repayment; result: AppliedRepayment };

function play(opened: LoanAccount, steps: readonly Step[]): Played[] {
  let [account, on] = [opened, opened.terms.disbursedOn];
  return steps.flatMap(({ daysLater, sharePpm, prepayment }) => {
    on = addDays(on, daysLater);
    const limit = payoff(account, on).total;
    const amount = minMoney(limit, divide(limit * BigInt(sharePpm), 1_000_000n, "up"));
    if (amount === 0n) return [];
    const [before, repayment] = [account, { amount, on, prepayment }];
    const result = applied(before, repayment);
    account = result.account;
    return [{ before, repayment, result }];
  });
}

function applied(account: LoanAccount, repayment: Repayment): AppliedRepayment {
  const result = applyRepayment(account, repayment);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result;
}

function expectSound({ terms, instalments, accruedCarry }: LoanAccount): void {
  const isSound = instalments.every(
    (each, index) =>
      each.number === index + 1 &&
      isPaidWithin(each.principalPaid, each.principal) &&
      isPaidWithin(each.interestPaid, each.interest) &&
      isPaidWithin(each.feePaid, each.fee) &&
      isPaidWithin(each.penaltyPaid, each.penalty),
  );
  expect(isSound).toBe(true);
  expect(sumMoney(instalments.map((each) => each.principal))).toBe(terms.principal);
  expect(accruedCarry.length).toBeLessThanOrEqual(40);
}

function isPaidWithin(paid: bigint, asked: bigint): boolean {
  return paid >= 0n && paid <= asked;
}

function paidPrincipal(account: LoanAccount): bigint {
  return sumMoney(account.instalments.map((each) => each.principalPaid));
}

/** The columns of a loan row and of its instalments, as text. */
function store({ terms: _terms, ...state }: LoanAccount): string {
  return JSON.stringify(state, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}

function load(text: string, terms: LoanTerms): LoanAccount {
  const row = JSON.parse(text, (_, value: unknown) => (typeof value === "string" && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value));
  return { terms, ...row };
}
