import { compareDates, type BusinessDate } from "./business-date";
import { chargeLateFees, type LateFeeRule } from "./late-fee";
import { openAccount, sumComponents, totalOf, type Components, type LoanAccount } from "./loan-account";
import type { Money } from "./money";
import { applyRepayment, payOff, payoff, type PrepaymentChoice } from "./repayment";
import { replan, type ScheduleChange } from "./replan";
import type { LoanTerms } from "./schedule";

/** A payment that counts. `id` is the caller's own name of it. A payoff took the pre-closure fee with it. */
export type ServicingPayment = { kind: "payment"; id: number; on: BusinessDate; pays: "instalment" | "payoff"; amount: Money; prepayment: PrepaymentChoice };

/** Something that happened to a running loan. `place` orders the events of one day as they happened. */
export type ServicingEvent = { place: number } & (ServicingPayment | ScheduleChange);

/** A loan from its first day: what was agreed, what lateness costs, and what closing early costs. */
export type LoanOpening = { terms: LoanTerms; lateFee: LateFeeRule; preClosureFeePpm: number };

/** What a payment paid when all events stood in their order. */
export type ReplayedPayment = { id: number; applied: Components; preClosureFee: Money };

export type Replay =
  | {
      ok: true;
      account: LoanAccount;
      payments: ReplayedPayment[];
      /**
       * Which payment paid the loan in full, when, whether before its last due date, and how much of the pre-closure fee of
       * that day it did not bring, minor units; null while something is owed.
       */
      closed: { paymentId: number; on: BusinessDate; early: boolean; feeForgone: Money } | null;
    }
  /** A payment would be more than what was owed on its day; `payoff` is what was. */
  | { ok: false; paymentId: number; on: BusinessDate; payoff: Money };

/**
 * A running loan is a fold over what happened to it, in the order of dates and, within a day, of `place`. Taking a
 * payment out, or putting one in at an earlier day, is the same fold over other events, so there is one rule for
 * reversal, backdating and a payment as it comes. Late fees are not events: they follow from the rule, so that one
 * charged to somebody who had paid after all falls away, and a payment that bounced leaves the fee it seemed to avoid.
 * @param until the business date: late fees are charged up to its morning
 */
export function replay(opening: LoanOpening, events: readonly ServicingEvent[], until: BusinessDate): Replay {
  let account = openAccount(opening.terms);
  let day = opening.terms.disbursedOn;
  const payments: ReplayedPayment[] = [];
  let closed: Extract<Replay, { ok: true }>["closed"] = null;
  for (const event of inOrder(events)) {
    const before = chargeLateFees(account, opening.lateFee, { after: day, until: event.on });
    day = event.on;
    if (event.kind !== "payment") {
      account = replan(before, event);
      continue;
    }
    const paid = payAgain(before, event, opening.preClosureFeePpm);
    if (!paid.ok) return { ok: false, paymentId: event.id, on: event.on, payoff: paid.payoff };
    payments.push({ id: event.id, applied: paid.applied, preClosureFee: paid.preClosureFee });
    account = paid.account;
    closed = paid.paidOff ? { paymentId: event.id, on: event.on, early: isBeforeLastDue(before, event.on), feeForgone: paid.feeForgone } : null;
  }
  return { ok: true, account: chargeLateFees(account, opening.lateFee, { after: day, until }), payments, closed };
}

/** Is a day before the last due date of a loan? Paid in full then, it is closed early. */
export function isBeforeLastDue(account: LoanAccount, on: BusinessDate): boolean {
  return on < (account.instalments.at(-1)?.dueOn ?? on);
}

/** All that was paid on the instalments of a loan, by component. */
export function paidInAll({ instalments }: LoanAccount): Components {
  return sumComponents(
    instalments.map(({ principalPaid, interestPaid, feePaid, penaltyPaid }) => ({
      principal: principalPaid,
      interest: interestPaid,
      fee: feePaid,
      penalty: penaltyPaid,
    })),
  );
}

function inOrder(events: readonly ServicingEvent[]): ServicingEvent[] {
  return events.toSorted((left, right) => compareDates(left.on, right.on) || left.place - right.place);
}

type PaidAgain = { ok: true; account: LoanAccount; applied: Components; preClosureFee: Money; feeForgone: Money; paidOff: boolean } | { ok: false; payoff: Money };

/**
 * A payoff pays the loan first; what it has beyond that is the pre-closure fee, never more than is owed. Where it does
 * not reach any more, it is a payment like any other. A payment that was no payoff closes the loan without the fee.
 */
function payAgain(account: LoanAccount, { on, pays, amount, prepayment }: ServicingPayment, preClosureFeePpm: number): PaidAgain {
  const owed = payoff(account, on, preClosureFeePpm);
  const withoutFee = owed.total - owed.preClosureFee;
  if (pays === "payoff" && withoutFee > 0n && amount >= withoutFee) {
    if (amount > owed.total) return { ok: false, payoff: owed.total };
    const { account: after, applied, paidOff } = payOff(account, on);
    const preClosureFee = amount - totalOf(applied);
    return { ok: true, account: after, applied, preClosureFee, feeForgone: owed.preClosureFee - preClosureFee, paidOff };
  }
  const paid = applyRepayment(account, { amount, on, prepayment });
  return paid.ok ? { ...paid, preClosureFee: 0n, feeForgone: owed.preClosureFee } : { ok: false, payoff: paid.payoff };
}
