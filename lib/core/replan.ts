import { carriedOn, roundingOf } from "./amortisation";
import { daysBetween, type BusinessDate } from "./business-date";
import { Decimal } from "./decimal";
import { dueDates } from "./due-dates";
import { flatInstalment, flatParts } from "./flat-loan";
import { invariant } from "./invariant";
import {
  accruedExactly,
  carryText,
  instalmentsAhead,
  rollForward,
  sumComponents,
  unpaidOf,
  unpaidPrincipal,
  type Components,
  type LoanAccount,
  type ServicedInstalment,
} from "./loan-account";
import type { LoanTerms } from "./loan-terms";
import type { Money } from "./money";
import { ppmOfRate, rateOfPpm } from "./rate";
import { rebuilt, withPaidRest, withRows } from "./rest-of-loan";

/*
 * Changes of a running loan's schedule by staff. The calendar of due dates stays: an instalment keeps its number and
 * its date, and what changes is which of them ask for something. So a period never grows longer than its interval.
 */

/** The next instalments ask for nothing, and everything comes that many due dates later: grace that is not over as well. */
export type Holiday = {
  kind: "holiday";
  on: BusinessDate;
  instalments: number;
  /**
   * "accrues": interest runs on the principal as ever and is paid with the instalments afterwards; it bears none itself.
   * "waived": no interest from this day until the last instalment that is left out. A flat loan's interest never changes.
   * Days on which grace waives interest are those that were agreed, wherever its instalments move.
   */
  interest: "accrues" | "waived";
};

/**
 * Everything that is owed, arrears included, is spread anew over so many instalments by the rule of its kind, at a new
 * rate unless it is flat. It begins with the first instalment that asks for something, and grace ends with it.
 */
export type Restructure = { kind: "restructure"; on: BusinessDate; instalmentCount: number; annualRatePpm: number };

export type ScheduleChange = Holiday | Restructure;

const DAYS_OF_MONTH_LEAST = 28;

/**
 * The account with its schedule changed. What is owed on the day itself is the same before and after: only the time
 * to come differs. A loan that is paid, or a holiday where nothing is to come, is left as it is.
 */
export function replan(account: LoanAccount, change: ScheduleChange): LoanAccount {
  return change.kind === "holiday" ? takeHoliday(account, change) : restructure(account, change);
}

/**
 * Why a change makes no sense for a loan; null when it does. A flat loan's interest is agreed for the whole term, and a
 * holiday needs an instalment to come, a restructure principal or interest that is not paid.
 */
export function whyNotReplan(account: LoanAccount, change: ScheduleChange): "nothing_to_put_off" | "flat_rate_fixed" | null {
  if (change.kind === "holiday") return openInstalmentsAfter(account, change.on).length === 0 ? "nothing_to_put_off" : null;
  if (account.terms.method === "flat" && change.annualRatePpm !== ppmOfRate(account.terms.annualRate)) return "flat_rate_fixed";
  return hasNothingToSpread(sumComponents(account.instalments.map(unpaidOf))) ? "nothing_to_put_off" : null;
}

/** Charges alone are not spread: they are owed at once. */
function hasNothingToSpread({ principal, interest }: Components): boolean {
  return principal + interest === 0n;
}

/** Instalments to come that still ask for something, and all behind the first of them. */
function openInstalmentsAfter(account: LoanAccount, on: BusinessDate): ServicedInstalment[] {
  return instalmentsAhead({ ...account, accruedFrom: on });
}

function takeHoliday(account: LoanAccount, { on, instalments: putOff, interest }: Holiday): LoanAccount {
  invariant(Number.isInteger(putOff) && putOff > 0, "replan: a holiday puts off at least one instalment");
  const ahead = openInstalmentsAfter(account, on);
  const [first] = ahead;
  if (first === undefined) return account;
  const from = first.number + putOff;
  const stretched = withCalendar(account, from + ahead.length - 1);
  if (account.terms.method === "flat") return shifted(stretched, ahead, putOff);
  const accrued = accruedTo(stretched, on);
  // What is paid of the first one stays in it; the rest of its interest goes to the instalment that is next now.
  const carried = carriedOn(new Decimal(accrued.accruedCarry), first.interestPaid);
  const opened: LoanAccount = {
    ...accrued,
    accruedCarry: carryText(carried),
    instalments: accrued.instalments.map((each) => (each.number >= first.number ? asked(each, each.principalPaid, each.interestPaid) : each)),
  };
  const resumesOn = stretched.instalments[from - 2]?.dueOn ?? on;
  const paused = interest === "waived" ? { ...opened, interestPauses: [...(account.interestPauses ?? []), { from: on, to: resumesOn }] } : opened;
  return spread({ ...paused, terms: withGraceMoved(paused.terms, first.number, putOff) }, { first: from, count: ahead.length, balance: unpaidPrincipal(ahead) });
}

/** Grace is counted by the numbers of instalments: where one of these is put off, it ends that many later. */
function withGraceMoved(terms: LoanTerms, putOffFrom: number, count: number): LoanTerms {
  const { grace } = terms;
  return grace && putOffFrom <= grace.instalments ? { ...terms, grace: { ...grace, instalments: grace.instalments + count } } : terms;
}

/** A flat loan's parts are fixed: each instalment to come asks for what stood so many places before it. */
function shifted(account: LoanAccount, ahead: readonly ServicedInstalment[], putOff: number): LoanAccount {
  const unpaid = new Map(ahead.map((each) => [each.number + putOff, unpaidOf(each)]));
  const start = ahead[0]?.number ?? 0;
  const instalments = account.instalments.map((each) => {
    if (each.number < start) return each;
    const moved = unpaid.get(each.number);
    return asked(each, each.principalPaid + (moved?.principal ?? 0n), each.interestPaid + (moved?.interest ?? 0n));
  });
  return { ...account, instalments };
}

function restructure(account: LoanAccount, { on, instalmentCount, annualRatePpm }: Restructure): LoanAccount {
  invariant(Number.isInteger(instalmentCount) && instalmentCount > 0, "replan: a restructured loan has at least one instalment");
  const unpaid = sumComponents(account.instalments.map(unpaidOf));
  if (hasNothingToSpread(unpaid)) return account;
  const first = openInstalmentsAfter(account, on)[0]?.number ?? firstNumberAfter(account, on);
  const stretched = withCalendar(account, first + instalmentCount - 1);
  const arrears = sumComponents(stretched.instalments.filter((each) => each.number < first).map(unpaidOf));
  const accrued = accruedTo(stretched, on);
  const { grace: _over, ...terms } = account.terms;
  const opened: LoanAccount = {
    ...accrued,
    terms: { ...terms, annualRate: rateOfPpm(annualRatePpm) },
    // Overdue interest is paid first, as what has accrued is, and bears none.
    accruedCarry: carryText(new Decimal(accrued.accruedCarry).plus(new Decimal(arrears.interest))),
    instalments: accrued.instalments.map((each) => (each.number < first ? closedAsPaid(each) : each.number === first ? charged(each, arrears) : each)),
  };
  if (account.terms.method === "flat") return spreadFlat(opened, { first, count: instalmentCount, unpaid });
  return spread(opened, { first, count: instalmentCount, balance: unpaid.principal });
}

/** Divides the rest of a loan that is not flat over the dates from one number on. What stood behind them asks for nothing. */
function spread(account: LoanAccount, { first, count, balance }: { first: number; count: number; balance: Money }): LoanAccount {
  const rows = account.instalments.slice(first - 1);
  const behind = rows.slice(count).map((each) => asked(each, each.principalPaid, each.interestPaid));
  const emptied = { ...account, instalments: withRows(account, behind) };
  return withTotalCount(withPaidRest(emptied, rows.slice(0, count), { balance, kept: "fit" }));
}

function spreadFlat(account: LoanAccount, { first, count, unpaid }: { first: number; count: number; unpaid: Components }): LoanAccount {
  const { principal, interest } = unpaid;
  const instalmentAmount = flatInstalment(principal + interest, count, roundingOf(account.terms));
  const parts = flatParts({ principal, interest, instalmentAmount, instalmentCount: count });
  return withTotalCount(rebuilt({ ...account, instalmentAmount }, account.instalments.slice(first - 1), parts));
}

/** Interest of a loan that is not flat counted up to the day. After the last due date a part of a unit is owed to nobody. */
function accruedTo(account: LoanAccount, on: BusinessDate): LoanAccount {
  if (account.terms.method === "flat") return account;
  const rolled = rollForward(account, on);
  const ahead = instalmentsAhead(rolled);
  return { ...rolled, accruedFrom: on, accruedCarry: ahead.length === 0 ? "0" : carryText(accruedExactly(rolled, ahead, on)) };
}

/** The account with at least so many lines; the new ones ask for nothing yet. */
function withCalendar(account: LoanAccount, count: number): LoanAccount {
  const dates = dueDates({ ...account.terms, instalmentCount: count });
  const added = dates.slice(account.instalments.length).map((dueOn, index) => ({
    number: account.instalments.length + index + 1,
    dueOn,
    ...{ principal: 0n, interest: 0n, fee: 0n, penalty: 0n },
    ...{ principalPaid: 0n, interestPaid: 0n, feePaid: 0n, penaltyPaid: 0n },
  }));
  const terms = { ...account.terms, instalmentCount: Math.max(count, account.instalments.length) };
  return { ...account, terms, instalments: [...account.instalments, ...added] };
}

function withTotalCount(account: LoanAccount): LoanAccount {
  return { ...account, terms: { ...account.terms, instalmentCount: account.instalments.length } };
}

/** The number of the first due date of the calendar after a day that is later than the last instalment's. */
function firstNumberAfter({ terms, instalments }: LoanAccount, on: BusinessDate): number {
  const known = instalments.length;
  const lastDueOn = instalments.at(-1)?.dueOn ?? terms.disbursedOn;
  // No interval is shorter, so that many more dates lead beyond the day.
  const daysLeast = terms.interval.count * (terms.interval.unit === "day" ? 1 : DAYS_OF_MONTH_LEAST);
  const more = Math.floor(Math.max(0, daysBetween(lastDueOn, on)) / daysLeast) + 2;
  const index = dueDates({ ...terms, instalmentCount: known + more }).findIndex((date, place) => place >= known && date > on);
  invariant(index >= 0, "replan: the calendar goes on beyond any day");
  return index + 1;
}

function asked(each: ServicedInstalment, principal: Money, interest: Money): ServicedInstalment {
  return { ...each, principal, interest };
}

function closedAsPaid(each: ServicedInstalment): ServicedInstalment {
  return { ...each, principal: each.principalPaid, interest: each.interestPaid, fee: each.feePaid, penalty: each.penaltyPaid };
}

function charged(each: ServicedInstalment, { fee, penalty }: Components): ServicedInstalment {
  return { ...each, fee: each.fee + fee, penalty: each.penalty + penalty };
}
