import type { BusinessDate } from "./business-date";
import { invariant } from "./invariant";
import {
  accruedInterest,
  instalmentsAhead,
  rollForward,
  sumComponents,
  totalOf,
  unpaidOf,
  unpaidPrincipal,
  type Components,
  type LoanAccount,
  type ServicedInstalment,
} from "./loan-account";
import { applyRate, minMoney, type Money } from "./money";
import { prepay, type PrepaymentChoice } from "./prepayment";

// Whoever services a loan needs only this file.
export {
  amountOwed,
  dueOn,
  oldestUnpaidDueOn,
  openAccount,
  type Components,
  type LoanAccount,
  type ServicedInstalment,
} from "./loan-account";
export type { PrepaymentChoice } from "./prepayment";

/**
 * A payment: minor units, the date it counts for, and what money in advance does. With the
 * pre-closure fee given, a payment that would close the loan while that fee is owed is refused: `payOff` takes both.
 */
export type Repayment = { amount: Money; on: BusinessDate; prepayment: PrepaymentChoice; preClosureFeePpm?: number };

/** What one payment paid of one instalment. */
export type RepaymentLine = Components & { number: number };

/** A payment that was applied: the new state, what it paid in all and of each instalment, and whether the loan is paid. */
export type AppliedRepayment = { account: LoanAccount; applied: Components; lines: RepaymentLine[]; paidOff: boolean };

export type RepaymentResult =
  | ({ ok: true } & AppliedRepayment)
  | { ok: false; reason: "amount_not_positive" | "amount_exceeds_payoff" | "closes_loan_early"; payoff: Money };

/**
 * Applies a payment, and is the only way a loan's figures move: live payments and a replay from the start use it alike.
 * Past due, then due, then in advance; the oldest instalment first and inside it penalty, fee, interest, principal.
 * Money in advance fills the next instalments of a flat loan in order, whatever was chosen; on any other it
 * pays fees already charged on coming instalments, the interest accrued to the date, then principal (`prepay`).
 * Overdue principal earns no more than the interest of the schedule: what lateness costs is the penalty.
 * @returns refused when not above zero or above the payoff of the date, without a pre-closure fee, which `payOff` takes
 */
export function applyRepayment(account: LoanAccount, { amount, on, prepayment, preClosureFeePpm = 0 }: Repayment): RepaymentResult {
  const limit = payoff(account, on).total;
  if (amount <= 0n) return { ok: false, reason: "amount_not_positive", payoff: limit };
  if (amount > limit) return { ok: false, reason: "amount_exceeds_payoff", payoff: limit };
  if (amount === limit && payoff(account, on, preClosureFeePpm).preClosureFee > 0n) return { ok: false, reason: "closes_loan_early", payoff: limit };
  const rolled = rollForward(account, on);
  const isFlat = account.terms.method === "flat";
  const due = fill(rolled.instalments, amount, (each) => (isFlat || each.dueOn <= on ? wholeWaterfall : []));
  const charges = fill(due.instalments, due.left, () => chargesOnly);
  const settled = { ...rolled, instalments: charges.instalments };
  const after = charges.left > 0n ? prepay(settled, { amount: charges.left, on, choice: prepayment }) : settled;
  const lines = linesBetween(account, after);
  const applied = sumComponents(lines);
  invariant(totalOf(applied) === amount, "repayment: what is applied must add up to the payment");
  return { ok: true, account: after, applied, lines, paidOff: payoff(after, on).total === 0n };
}

export type Payoff = Components & { preClosureFee: Money; total: Money };

/**
 * What closes the loan on a date, minor units: outstanding principal, interest of the instalments that are due and
 * interest accrued since, unpaid fees and penalties. Of a flat loan: everything left of the schedule.
 * @param preClosureFeePpm of the principal that is not due yet, half-even: paying what is due closes nothing early
 */
export function payoff(account: LoanAccount, on: BusinessDate, preClosureFeePpm = 0): Payoff {
  const rolled = rollForward(account, on);
  const unpaid = sumComponents(rolled.instalments.map(unpaidOf));
  const interest = account.terms.method === "flat" ? unpaid.interest : interestOwed(rolled, on);
  const notDueYet = unpaidPrincipal(rolled.instalments.filter((each) => each.dueOn > on));
  const preClosureFee = applyRate(notDueYet, preClosureFeePpm, "half-even");
  return { ...unpaid, interest, preClosureFee, total: totalOf({ ...unpaid, interest }) + preClosureFee };
}

/**
 * Closes the loan by paying its payoff: every figure is 0 afterwards. The pre-closure fee stands beside the
 * instalments, so `applied` and `lines` do not hold it. A loan already paid is left as it is.
 */
export function payOff(account: LoanAccount, on: BusinessDate, preClosureFeePpm = 0): AppliedRepayment & { preClosureFee: Money } {
  const { total, preClosureFee } = payoff(account, on, preClosureFeePpm);
  const amount = total - preClosureFee;
  if (amount === 0n) return { account, applied: sumComponents([]), lines: [], paidOff: true, preClosureFee };
  const closing = applyRepayment(account, { amount, on, prepayment: "shorter_term" });
  invariant(closing.ok && closing.paidOff, "repayment: the payoff must close the loan");
  const { account: closed, applied, lines, paidOff } = closing;
  return { account: closed, applied, lines, paidOff, preClosureFee };
}

type Component = keyof Components;

const wholeWaterfall = ["penalty", "fee", "interest", "principal"] as const satisfies readonly Component[];
const chargesOnly = ["penalty", "fee"] as const satisfies readonly Component[];

/** Fills the components that `payable` names, in its order, oldest instalment first: a late payer cannot skip one. */
function fill(
  instalments: readonly ServicedInstalment[],
  amount: Money,
  payable: (instalment: ServicedInstalment) => readonly Component[],
): { instalments: ServicedInstalment[]; left: Money } {
  let left = amount;
  const filled = instalments.map((each) => {
    const unpaid = unpaidOf(each);
    const paid = { ...each };
    for (const component of payable(each)) {
      const part = minMoney(left, unpaid[component]);
      paid[`${component}Paid`] += part;
      left -= part;
    }
    return paid;
  });
  return { instalments: filled, left };
}

/** Unpaid interest of what is due, and what has accrued since on the instalments to come. */
function interestOwed(rolled: LoanAccount, on: BusinessDate): Money {
  const due = rolled.instalments.slice(0, rolled.instalments.length - instalmentsAhead(rolled).length);
  return sumComponents(due.map(unpaidOf)).interest + accruedInterest(rolled, on);
}

/** Instalments that were dropped had nothing paid, so the rows that stay tell all. */
function linesBetween(before: LoanAccount, after: LoanAccount): RepaymentLine[] {
  return after.instalments.flatMap((each, index) => {
    const was = before.instalments[index];
    invariant(was?.number === each.number, "repayment: instalments keep their numbers");
    const line = {
      number: each.number,
      principal: each.principalPaid - was.principalPaid,
      interest: each.interestPaid - was.interestPaid,
      fee: each.feePaid - was.feePaid,
      penalty: each.penaltyPaid - was.penaltyPaid,
    };
    return totalOf(line) > 0n ? [line] : [];
  });
}
