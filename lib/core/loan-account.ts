import { interestFactors } from "./accrual";
import { carriedOn, interestOver } from "./amortisation";
import type { BusinessDate } from "./business-date";
import { Decimal, roundHalfEven } from "./decimal";
import { invariant } from "./invariant";
import type { Money } from "./money";
import { periodBetween } from "./due-dates";
import type { RatePeriod } from "./rate";
import type { Ratio } from "./ratio";
import { buildSchedule, type LoanTerms } from "./schedule";

/** The four components of what a borrower owes or pays, minor units, always in this order. */
export type Components = { principal: Money; interest: Money; fee: Money; penalty: Money };

/** One instalment of a running loan: what it asks for in all, and what is paid of it. */
export type ServicedInstalment = Components & {
  number: number;
  dueOn: BusinessDate;
  principalPaid: Money;
  interestPaid: Money;
  feePaid: Money;
  penaltyPaid: Money;
};

/**
 * The servicing state of a loan: its terms, its instalments (numbered from 1 without gaps) and three scalars, so that
 * applying one payment to the stored state and replaying all of them from the start give the same.
 */
export type LoanAccount = {
  terms: LoanTerms;
  instalments: ServicedInstalment[];
  /** What is kept when the rows to come are rebuilt: the equal instalment, or the principal in each of them. */
  instalmentAmount: Money;
  /** The disbursement, the last due date or the last payment in advance: from here on interest is not counted yet. */
  accruedFrom: BusinessDate;
  /**
   * Unrounded interest that the accruing instalment bears from before `accruedFrom`, paid or not, as a decimal text in
   * minor units with at most 20 decimals. Half-even must see the unrounded sum of the period.
   */
  accruedCarry: string;
  /** Stretches of time without interest: agreed as grace, or waived by the bank later; absent where there are none. */
  interestPauses?: readonly InterestPause[];
};

/** No interest accrues from one date to the other. */
export type InterestPause = { from: BusinessDate; to: BusinessDate };

/** Decimals kept of `accruedCarry`: more than rounding trusts, few enough for a column. */
const CARRY_PLACES = 20;

/** The state at disbursement, with the schedule that follows from the terms. */
export function openAccount(terms: LoanTerms, schedule = buildSchedule(terms)): LoanAccount {
  const instalments = schedule.instalments.map(({ number, dueOn, principal, interest }) => ({
    number,
    dueOn,
    ...{ principal, interest, fee: 0n, penalty: 0n },
    ...{ principalPaid: 0n, interestPaid: 0n, feePaid: 0n, penaltyPaid: 0n },
  }));
  const opened = { terms, instalments, instalmentAmount: schedule.instalmentAmount, accruedFrom: terms.disbursedOn, accruedCarry: "0" };
  const pause = waivedByGrace(terms, instalments);
  return pause === null ? opened : { ...opened, interestPauses: [pause] };
}

/** Where grace waives interest, none accrues until its last due date: days that a later change of the schedule does not move. */
function waivedByGrace({ grace, disbursedOn }: LoanTerms, instalments: readonly ServicedInstalment[]): InterestPause | null {
  if (grace?.interest !== "waived") return null;
  const to = instalments[grace.instalments - 1]?.dueOn;
  return to === undefined ? null : { from: disbursedOn, to };
}

/** What is paid of an instalment, all components together. */
export function paidOf({ principalPaid, interestPaid, feePaid, penaltyPaid }: ServicedInstalment): Money {
  return principalPaid + interestPaid + feePaid + penaltyPaid;
}

/** Where an instalment is on a date: one of which nothing is left to pay is paid, whenever it is due. */
export function instalmentStateOn(instalment: ServicedInstalment, on: BusinessDate): "paid" | "overdue" | "due" | "upcoming" {
  if (totalOf(unpaidOf(instalment)) === 0n) return "paid";
  if (instalment.dueOn < on) return "overdue";
  return instalment.dueOn === on ? "due" : "upcoming";
}

/** What is still to pay of an instalment. */
export function unpaidOf(instalment: ServicedInstalment): Components {
  return {
    principal: instalment.principal - instalment.principalPaid,
    interest: instalment.interest - instalment.interestPaid,
    fee: instalment.fee - instalment.feePaid,
    penalty: instalment.penalty - instalment.penaltyPaid,
  };
}

/** The sum of the components. */
export function totalOf({ principal, interest, fee, penalty }: Components): Money {
  return principal + interest + fee + penalty;
}

/** Adds components one by one; all zero for an empty list. */
export function sumComponents(list: readonly Components[]): Components {
  const sum = { principal: 0n, interest: 0n, fee: 0n, penalty: 0n };
  for (const each of list) {
    sum.principal += each.principal;
    sum.interest += each.interest;
    sum.fee += each.fee;
    sum.penalty += each.penalty;
  }
  return sum;
}

/** What is left of the schedule: principal, interest to come included, fees and penalties. 0 once the loan is paid. */
export function amountOwed(account: LoanAccount): Money {
  return totalOf(sumComponents(account.instalments.map(unpaidOf)));
}

/** The due date of the oldest instalment that is not wholly paid, past or to come; null when nothing is left to pay. */
export function oldestUnpaidDueOn(account: LoanAccount): BusinessDate | null {
  return account.instalments.find((each) => totalOf(unpaidOf(each)) > 0n)?.dueOn ?? null;
}

export type DueAmounts = { pastDue: Components; dueToday: Components; next: (Components & { number: number; dueOn: BusinessDate }) | null };

/** What is unpaid of the instalments due before a date, of the one due on it, and of the first one after it. */
export function dueOn(account: LoanAccount, on: BusinessDate): DueAmounts {
  const unpaid = account.instalments.map((each) => ({ number: each.number, dueOn: each.dueOn, ...unpaidOf(each) }));
  return {
    pastDue: sumComponents(unpaid.filter((each) => each.dueOn < on)),
    dueToday: sumComponents(unpaid.filter((each) => each.dueOn === on)),
    next: unpaid.find((each) => each.dueOn > on && totalOf(each) > 0n) ?? null,
  };
}

/** The instalments that interest accrues into from `accruedFrom` on: the first of them bears it now. Earlier ones are due, or were paid in advance. */
export function instalmentsAhead({ instalments, accruedFrom }: LoanAccount): ServicedInstalment[] {
  const start = instalments.findIndex((each) => each.dueOn > accruedFrom && isOpen(each));
  return start < 0 ? [] : instalments.slice(start);
}

/** Principal of these instalments that is not paid. Overdue principal is not in it: see `accruedInterest`. */
export function unpaidPrincipal(instalments: readonly ServicedInstalment[]): Money {
  return instalments.reduce((sum, each) => sum + each.principal - each.principalPaid, 0n);
}

/**
 * Brings the accrual of a loan that is not flat to the last due date on or before `on`. Interest of an instalment that falls
 * due is what the schedule says, paid on time or not: lateness costs the penalty, not more interest. So accrual goes
 * on with the principal of the instalments to come.
 */
export function rollForward(account: LoanAccount, on: BusinessDate): LoanAccount {
  invariant(on >= account.accruedFrom, "repayment: payments are applied in the order of their value dates");
  if (account.terms.method === "flat") return account;
  let rolled = account;
  for (;;) {
    const ahead = instalmentsAhead(rolled);
    const [accruing] = ahead;
    if (accruing === undefined || accruing.dueOn > on) return rolled;
    const exact = accruedExactly(rolled, ahead, accruing.dueOn);
    rolled = { ...rolled, accruedFrom: accruing.dueOn, accruedCarry: carryText(carriedOn(exact, accruing.interest)) };
  }
}

/**
 * Unrounded interest that the accruing instalment of a rolled account bears at a date, on the principal of the
 * instalments to come, what is paid of it included. Nothing accrues after the last due date.
 */
export function accruedExactly(account: LoanAccount, ahead: readonly ServicedInstalment[], on: BusinessDate): Decimal {
  const factors = factorsBetween(account, account.accruedFrom, on);
  return new Decimal(account.accruedCarry).plus(interestOver(unpaidPrincipal(ahead), factors));
}

/** Interest accrued to a date and not paid, minor units, for a rolled account of a loan that is not flat. */
export function accruedInterest(account: LoanAccount, on: BusinessDate): Money {
  const ahead = instalmentsAhead(account);
  const [accruing] = ahead;
  if (accruing === undefined) return 0n;
  const owed = roundHalfEven(accruedExactly(account, ahead, on)) - accruing.interestPaid;
  return owed > 0n ? owed : 0n;
}

/** The factors of interest between two dates, period by period, without the days on which no interest accrues. */
export function factorsBetween(account: LoanAccount, from: BusinessDate, to: BusinessDate): Ratio[] {
  return account.instalments.flatMap((each, index) => {
    if (each.dueOn <= from) return [];
    const period = periodOf(account, index);
    const stretch = { from: from > period.from ? from : period.from, to: to < period.to ? to : period.to };
    return outsidePauses(stretch, account.interestPauses ?? []).flatMap((part) => interestFactors(account.terms, period, part));
  });
}

function outsidePauses(stretch: InterestPause, pauses: readonly InterestPause[]): InterestPause[] {
  let parts = [stretch];
  for (const pause of pauses) {
    parts = parts.flatMap(({ from, to }) => [
      { from, to: to < pause.from ? to : pause.from },
      { from: from > pause.to ? from : pause.to, to },
    ]);
  }
  return parts.filter(({ from, to }) => from < to);
}

/** The period of the instalment at a place in the list: from the due date before it, or the disbursement. */
export function periodOf({ terms, instalments }: LoanAccount, index: number): RatePeriod {
  const to = instalments[index]?.dueOn;
  invariant(to !== undefined, "repayment: no instalment at this place");
  return periodBetween(terms, instalments[index - 1]?.dueOn ?? terms.disbursedOn, to);
}

/** Unrounded interest as it is stored. */
export function carryText(exact: Decimal): string {
  return exact.toDecimalPlaces(CARRY_PLACES).toFixed();
}

/** Something is left to pay, fees and penalties aside: these do not keep an instalment accruing. */
export function isOpen({ principal, interest, principalPaid, interestPaid }: ServicedInstalment): boolean {
  return principal + interest > principalPaid + interestPaid;
}
