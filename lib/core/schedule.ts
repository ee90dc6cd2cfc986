import { interestFactors } from "./accrual";
import { interestOver, levelInstalment, roundingOf, type InstalmentPart } from "./amortisation";
import type { BusinessDate } from "./business-date";
import { Decimal, roundHalfEven } from "./decimal";
import { decliningParts, laterDisbursements } from "./declining-loan";
import { periodsOf } from "./due-dates";
import { flatInstalment, flatParts } from "./flat-loan";
import { invariant } from "./invariant";
import type { LoanTerms } from "./loan-terms";
import { sumMoney, type Money } from "./money";
import { nominalYearFraction, rateFactor, type RatePeriod } from "./rate";

// Whoever asks for a schedule needs only this file.
export type { LoanTerms } from "./loan-terms";

/** One line of the schedule. `total` = principal + interest; `balanceAfter` is the principal outstanding after it. */
export type Instalment = {
  number: number;
  dueOn: BusinessDate;
  principal: Money;
  interest: Money;
  total: Money;
  balanceAfter: Money;
};

export type Schedule = { instalments: Instalment[]; instalmentAmount: Money; totalInterest: Money; totalPayable: Money };

/**
 * The repayment schedule of a loan, paid on time. Always `instalmentCount` lines; principal adds up to what is paid
 * out exactly and the last line ends at 0. A loan of fewer minor units than instalments ends in lines that ask for
 * nothing. The same function runs in the browser's preview, in the calculators and at disbursement.
 */
export function buildSchedule(terms: LoanTerms): Schedule {
  invariant(terms.principal > 0n, "schedule: the principal must be above zero");
  invariant(terms.annualRate.numerator >= 0n, "schedule: the rate is not negative");
  invariant(Number.isInteger(terms.instalmentCount) && terms.instalmentCount > 0, "schedule: a loan has at least one instalment");
  invariant(terms.method === "flat" || terms.rateBasis !== "term", "schedule: only a flat loan has a rate for the term");
  const periods = periodsOf(terms);
  const { instalmentAmount, parts } = terms.method === "flat" ? flatLoan(terms, periods) : decliningParts(terms, periods);
  const instalments: Instalment[] = [];
  let balance = terms.principal;
  for (const [index, period] of periods.entries()) {
    const { principal, interest } = parts[index] ?? { principal: 0n, interest: 0n };
    balance += sumMoney(laterDisbursements(terms, period).map(({ amount }) => amount)) - principal;
    instalments.push({ number: index + 1, dueOn: period.to, principal, interest, total: principal + interest, balanceAfter: balance });
  }
  invariant(balance === 0n, "schedule: the principal must be repaid exactly");
  const totalInterest = sumMoney(instalments.map(({ interest }) => interest));
  const totalPayable = sumMoney(instalments.map(({ total }) => total));
  return { instalments, instalmentAmount, totalInterest, totalPayable };
}

/** What the instalment of a loan depends on when no dates are known. Left out: monthly, declining, a year's rate, no grace. */
export type InstalmentTerms = Pick<LoanTerms, "annualRate" | "instalmentCount"> &
  Partial<Pick<LoanTerms, "method" | "rateBasis" | "interval" | "dayCount" | "grace">>;

/**
 * The highest instalment that must be met regularly, minor units, half-even. Equal instalments:
 * P·r·(1+r)^n / ((1+r)^n − 1), at rate 0 P/n, with n the number of those after grace. Equal principal: the first after
 * grace, P/n + P·r. A bullet counts like equal principal: with each interest an equal part of the amount has to be put
 * aside, or the last instalment could not be met. Interest that grace puts off stands in the first one after it.
 * A schedule may differ from it by what its dates, its rounding and its one correction bring.
 */
export function instalmentAmount(principal: Money, terms: InstalmentTerms): Money {
  invariant(principal >= 0n && terms.annualRate.numerator >= 0n && terms.instalmentCount > 0, "schedule: no instalment without a loan");
  return roundHalfEven(exactInstalment(principal, terms));
}

/** The inverse: the largest principal whose `instalmentAmount` is not above the given one; 0 for an amount of 0 or less. */
export function principalForInstalment(instalment: Money, terms: InstalmentTerms): Money {
  if (instalment <= 0n) return 0n;
  // The instalment is proportional to the principal, so the answer lies within a unit of this; rounding decides.
  const perMillion = exactInstalment(1_000_000n, terms);
  const guess = new Decimal(instalment).plus("0.5").times(1_000_000).div(perMillion);
  let principal = BigInt(guess.floor().toFixed(0)) + 1n;
  while (instalmentAmount(principal, terms) > instalment) principal -= 1n;
  return principal;
}

function flatLoan(terms: LoanTerms, periods: RatePeriod[]): { instalmentAmount: Money; parts: InstalmentPart[] } {
  const { principal, annualRate, instalmentCount } = terms;
  // A rate for the term counts once, however long the term is.
  const factors = terms.rateBasis === "term" ? [annualRate] : periods.flatMap((period) => interestFactors(terms, period));
  const interest = roundHalfEven(interestOver(principal, factors));
  const instalmentAmount = flatInstalment(principal + interest, instalmentCount, roundingOf(terms));
  return { instalmentAmount, parts: flatParts({ principal, interest, instalmentAmount, instalmentCount }) };
}

function exactInstalment(principal: Money, terms: InstalmentTerms): Decimal {
  const { annualRate, instalmentCount, grace } = terms;
  const factor = rateFactor(annualRate, nominalYearFraction(terms.interval ?? { unit: "month", count: 1 }, terms.dayCount ?? "30/360"));
  const times = (count: number) => Array.from({ length: count }, () => factor);
  if (terms.method === "flat") {
    const interest = interestOver(principal, terms.rateBasis === "term" ? [annualRate] : times(instalmentCount));
    return interest.plus(new Decimal(principal)).div(instalmentCount);
  }
  // A term that leaves nothing after grace is no product's, but it may be asked about.
  const graceCount = Math.min(grace?.instalments ?? 0, instalmentCount - 1);
  const carried = grace?.of === "both" && grace.interest === "charged" ? interestOver(principal, times(graceCount)) : new Decimal(0);
  const repaying = times(instalmentCount - graceCount);
  if (terms.method === "declining" || terms.method === undefined) {
    return levelInstalment({ balance: principal, accruals: repaying.map((each) => [each]), carried, carriedPaid: 0n });
  }
  return new Decimal(principal).div(repaying.length).plus(interestOver(principal, [factor])).plus(carried);
}
