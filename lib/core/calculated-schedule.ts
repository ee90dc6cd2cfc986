import { addMonths, compareDates, yearOf, type BusinessDate } from "./business-date";
import { Decimal, roundHalfEven } from "./decimal";
import { dueDates } from "./due-dates";
import { openAccount } from "./loan-account";
import type { LoanTerms } from "./loan-terms";
import { sumMoney, type Money } from "./money";
import type { PrepaymentChoice } from "./prepayment";
import { decimalOf, type Ratio } from "./ratio";
import { applyRepayment } from "./repayment";
import { buildSchedule } from "./schedule";

/** A schedule that somebody asks for without a product behind it. */
export type ScheduleQuestion = {
  /** `principal` and the disbursements of the course are what is paid out, a down payment not yet taken off. */
  terms: LoanTerms;
  /** Part of each disbursement that is paid back on the same day, a fraction: 25 % is 1/4. */
  downPayment?: Ratio;
  /** What was paid, and what money in advance does. */
  payments?: readonly { on: BusinessDate; amount: Money }[];
  prepayment?: PrepaymentChoice;
};

/** One line; a down payment has no interest. `balance` is the principal outstanding after it. */
export type CalculatedRow = { kind: "down_payment" | "instalment"; dueOn: BusinessDate; principal: Money; interest: Money; total: Money; balance: Money };

export type CalculatedSchedule = { rows: CalculatedRow[]; instalmentAmount: Money; totalPrincipal: Money; totalInterest: Money; totalPayable: Money };

/** Why no schedule answers: which part of the question, and what to do. */
export type ScheduleProblem = { about: keyof LoanTerms | "downPayment" | "payments" | keyof NonNullable<LoanTerms["course"]>; message: string };

/** Lines × stages, and lines × payments in advance: it bounds the time of an answer. */
const WORK_MAX = 20_000;
const YEAR_MAX = 9000;

/**
 * The schedule of any loan: down payments first, then the instalments of what is left, by the engine of the bank's own
 * loans; payments made in advance are applied as to a loan of the bank.
 */
export function calculatedSchedule(question: ScheduleQuestion): { ok: true; schedule: CalculatedSchedule } | { ok: false; problem: ScheduleProblem } {
  const lent = withoutDownPayments(question);
  const problem = problemOf(lent.terms) ?? problemOfPayments(question);
  if (problem) return { ok: false, problem };
  const { instalments, instalmentAmount } = buildSchedule(lent.terms);
  const planned = instalments.map(({ dueOn, principal, interest }) => ({ kind: "instalment" as const, dueOn, principal, interest }));
  const serviced = isAsPlanned(question, [...lent.downPayments, ...planned]) ? planned : servicedLines(question, lent.terms);
  if ("about" in serviced) return { ok: false, problem: serviced };
  // An instalment comes before what is paid out, and paid down, on the same day.
  const lines = [...serviced, ...lent.downPayments].sort((left, right) => compareDates(left.dueOn, right.dueOn));
  const rows = withBalances(question.terms, lines);
  const totalInterest = sumMoney(rows.map(({ interest }) => interest));
  const totalPrincipal = sumMoney(rows.map(({ principal }) => principal));
  return { ok: true, schedule: { rows, instalmentAmount, totalPrincipal, totalInterest, totalPayable: totalPrincipal + totalInterest } };
}

type Line = Omit<CalculatedRow, "total" | "balance">;

function withoutDownPayments({ terms, downPayment }: ScheduleQuestion): { terms: LoanTerms; downPayments: Line[] } {
  if (downPayment === undefined) return { terms, downPayments: [] };
  const partOf = (amount: Money) => roundHalfEven(decimalOf(downPayment).times(new Decimal(amount)));
  const line = (dueOn: BusinessDate, amount: Money): Line => ({ kind: "down_payment", dueOn, principal: partOf(amount), interest: 0n });
  const { disbursements = [], ...course } = terms.course ?? {};
  return {
    terms: {
      ...terms,
      principal: terms.principal - partOf(terms.principal),
      course: { ...course, disbursements: disbursements.map(({ on, amount }) => ({ on, amount: amount - partOf(amount) })) },
    },
    downPayments: [line(terms.disbursedOn, terms.principal), ...disbursements.map(({ on, amount }) => line(on, amount))],
  };
}

/** What is paid out on the day of an instalment bears interest from then on, and is not in the balance after it yet. */
function withBalances(terms: LoanTerms, lines: readonly Line[]): CalculatedRow[] {
  const disbursed = [{ on: terms.disbursedOn, amount: terms.principal }, ...(terms.course?.disbursements ?? [])];
  let repaid = 0n;
  return lines.map((line) => {
    repaid += line.principal;
    const isOut = ({ on }: { on: BusinessDate }) => (line.kind === "down_payment" ? on <= line.dueOn : on < line.dueOn);
    const balance = sumMoney(disbursed.filter(isOut).map(({ amount }) => amount)) - repaid;
    return { ...line, total: line.principal + line.interest, balance };
  });
}

/** Every payment is what the schedule asks for on its date: then it changes nothing. */
function isAsPlanned({ payments = [] }: ScheduleQuestion, planned: readonly Line[]): boolean {
  return payments.every(({ on }) => {
    const paid = sumMoney(payments.filter((each) => each.on === on).map(({ amount }) => amount));
    return paid === sumMoney(planned.filter(({ dueOn }) => dueOn === on).map(({ principal, interest }) => principal + interest));
  });
}

function servicedLines({ payments = [], prepayment = "next_instalments" }: ScheduleQuestion, terms: LoanTerms): Line[] | ScheduleProblem {
  const { disbursements = [], rateChanges = [] } = terms.course ?? {};
  if (disbursements.length + rateChanges.length > 0) {
    return { about: "payments", message: "Payments in advance are calculated for loans of one disbursement at one rate." };
  }
  if (payments.length * terms.instalmentCount > WORK_MAX) return { about: "payments", message: "These are too many payments in advance for so long a loan." };
  let account = openAccount(terms);
  for (const { on, amount } of [...payments].sort((left, right) => compareDates(left.on, right.on))) {
    const result = applyRepayment(account, { amount, on, prepayment });
    if (!result.ok) return { about: "payments", message: `The payment on ${on} is more than is owed then.` };
    account = result.account;
  }
  return account.instalments.map(({ dueOn, principal, interest }) => ({ kind: "instalment", dueOn, principal, interest }));
}

/** Terms that no schedule can have. In order of precedence. */
function problemOf(terms: LoanTerms): ScheduleProblem | null {
  const { instalmentCount, disbursedOn, grace, method, firstDueOn, course = {} } = terms;
  const { disbursements = [], rateChanges = [], interestPauses = [], dueDateShifts = [], instalmentKept } = course;
  const changes = disbursements.length + rateChanges.length + interestPauses.length + dueDateShifts.length;
  if (terms.principal <= 0n) return { about: "downPayment", message: "The down payment must leave something to repay." };
  if (yearOf(disbursedOn) + yearsOf(terms) > YEAR_MAX) return { about: "instalmentCount", message: `The loan must end before the year ${YEAR_MAX}.` };
  if (instalmentCount * (changes + 1) > WORK_MAX) return { about: "instalmentCount", message: "These are too many changes for so long a loan." };
  if (terms.rateBasis === "term" && method !== "flat") return { about: "rateBasis", message: "Only a flat loan has a rate for the whole term." };
  if (method === "flat" && (changes > 0 || grace || instalmentKept !== undefined)) return { about: "method", message: "A flat loan is paid out at once and does not change: leave out grace, pauses and changes." };
  if (grace && grace.instalments >= instalmentCount) return { about: "grace", message: "Grace must leave at least one instalment." };
  if (firstDueOn !== undefined && (firstDueOn <= disbursedOn || firstDueOn > addMonths(disbursedOn, 60))) return { about: "firstDueOn", message: "The first due date must follow the disbursement within five years." };
  if (interestPauses.some(({ from, to }) => to < from)) return { about: "interestPauses", message: "A pause must end on or after its first day." };
  return problemOfDates(terms) ?? problemOfDisbursements(terms);
}

function problemOfDates(terms: LoanTerms): ScheduleProblem | null {
  const about = "dueDateShifts";
  const { dueDateShifts = [] } = terms.course ?? {};
  for (const [index, { from, to }] of dueDateShifts.entries()) {
    const dates = dueDates({ ...terms, course: { ...terms.course, dueDateShifts: dueDateShifts.slice(0, index) } });
    const place = dates.indexOf(from);
    if (place < 0) return { about, message: `${from} is not a due date of this loan.` };
    if (to <= (dates[place - 1] ?? terms.disbursedOn)) return { about, message: "A due date can only be moved to a day after the one before it." };
    if (to > addMonths(from, 60)) return { about, message: "A due date can be moved by five years at most." };
  }
  return null;
}

function problemOfDisbursements(terms: LoanTerms): ScheduleProblem | null {
  const { disbursements = [] } = terms.course ?? {};
  const last = dueDates(terms).at(-1) ?? terms.disbursedOn;
  if (disbursements.some(({ on, amount }) => on < terms.disbursedOn || on >= last || amount <= 0n)) {
    return { about: "disbursements", message: "More can only be paid out after the first disbursement and before the last due date." };
  }
  return null;
}

function problemOfPayments({ terms, payments = [] }: ScheduleQuestion): ScheduleProblem | null {
  if (payments.every(({ on }) => on >= terms.disbursedOn)) return null;
  return { about: "payments", message: "Nothing can be paid before the loan is paid out." };
}

/** More years than the loan takes. */
function yearsOf({ interval, instalmentCount }: LoanTerms): number {
  return Math.ceil((interval.count * (instalmentCount + 1)) / (interval.unit === "month" ? 12 : 365)) + 10;
}
