import { fitInstalment, interestOver, levelInstalment, type AmortisationPlan, type InstalmentPart } from "./amortisation";
import { addDays, addMonths, dayOf, type BusinessDate } from "./business-date";
import { Decimal, roundHalfEven } from "./decimal";
import { flatInstalment, flatParts } from "./flat-loan";
import { invariant } from "./invariant";
import { sumMoney, type Money } from "./money";
import { nominalYearFraction, yearFraction, type DayCount, type Interval, type RatePeriod, type YearFraction } from "./rate";

/** Everything a schedule follows from. */
export type LoanTerms = {
  principal: Money;
  /** Parts per million: of a year, or of the whole term where `rateBasis` says so. */
  annualRatePpm: number;
  /**
   * "declining": equal instalments, interest on the outstanding balance.
   * "flat": interest on the original amount for the whole term, owed from disbursement.
   */
  method: "declining" | "flat";
  /** "term" makes the rate of a flat loan one for the whole term ("20 % for the term"). By default "year". */
  rateBasis?: "year" | "term";
  interval: Interval;
  instalmentCount: number;
  dayCount: DayCount;
  disbursedOn: BusinessDate;
  /** Rounds the instalment up to a multiple of this many minor units (100: whole rupees); absent or null: to the minor unit. */
  roundInstalmentTo?: Money | null;
};

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
 * The repayment schedule of a loan, paid on time. Always `instalmentCount` lines; principal adds up to the loan
 * exactly and the last line ends at 0. A loan of fewer minor units than instalments ends in lines that ask for nothing.
 * The same function runs in the browser's preview and at disbursement.
 */
export function buildSchedule(terms: LoanTerms): Schedule {
  invariant(terms.principal > 0n, "schedule: the principal must be above zero");
  invariant(Number.isInteger(terms.annualRatePpm) && terms.annualRatePpm >= 0, "schedule: the rate is a whole number of ppm, not negative");
  invariant(Number.isInteger(terms.instalmentCount) && terms.instalmentCount > 0, "schedule: a loan has at least one instalment");
  invariant(terms.method === "flat" || terms.rateBasis !== "term", "schedule: only a flat loan has a rate for the term");
  const periods = periodsOf(terms);
  const { instalmentAmount, parts } = terms.method === "flat" ? flatLoan(terms, periods) : decliningLoan(terms, periods);
  const instalments: Instalment[] = [];
  let balance = terms.principal;
  for (const [index, period] of periods.entries()) {
    const { principal, interest } = parts[index] ?? { principal: 0n, interest: 0n };
    balance -= principal;
    instalments.push({ number: index + 1, dueOn: period.to, principal, interest, total: principal + interest, balanceAfter: balance });
  }
  invariant(balance === 0n, "schedule: the principal must be repaid exactly");
  const totalInterest = sumMoney(instalments.map(({ interest }) => interest));
  return { instalments, instalmentAmount, totalInterest, totalPayable: terms.principal + totalInterest };
}

/** What the equal instalment of a loan depends on when no dates are known. Left out: monthly, declining, a year's rate. */
export type InstalmentTerms = Pick<LoanTerms, "annualRatePpm" | "instalmentCount"> &
  Partial<Pick<LoanTerms, "method" | "rateBasis" | "interval" | "dayCount">>;

/**
 * The equal instalment (EMI) for a calculator, minor units, half-even: P·r·(1+r)^n / ((1+r)^n − 1), at rate 0 P/n.
 * A schedule may differ from it by what its dates, its rounding and its one correction bring.
 */
export function instalmentAmount(principal: Money, terms: InstalmentTerms): Money {
  invariant(principal >= 0n && terms.annualRatePpm >= 0 && terms.instalmentCount > 0, "schedule: no instalment without a loan");
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

/**
 * The due dates. Monthly ones keep the day of the disbursement (31 Jan → 28 Feb → 31 Mar).
 * @returns one date per instalment, ascending
 */
export function dueDates({ disbursedOn, interval, instalmentCount }: Pick<LoanTerms, "disbursedOn" | "interval" | "instalmentCount">): BusinessDate[] {
  invariant(Number.isInteger(interval.count) && interval.count > 0, "schedule: an interval is at least one day or month");
  const anchorDay = dayOf(disbursedOn);
  return Array.from({ length: instalmentCount }, (_, index) => {
    const steps = interval.count * (index + 1);
    return interval.unit === "month" ? addMonths(disbursedOn, steps, anchorDay) : addDays(disbursedOn, steps);
  });
}

function periodsOf(terms: LoanTerms): RatePeriod[] {
  const { interval, dayCount } = terms;
  let from = terms.disbursedOn;
  return dueDates(terms).map((to) => {
    const period = { from, to, interval, dayCount };
    from = to;
    return period;
  });
}

function decliningLoan(terms: LoanTerms, periods: RatePeriod[]): { instalmentAmount: Money; parts: InstalmentPart[] } {
  const plan: AmortisationPlan = {
    balance: terms.principal,
    annualRatePpm: terms.annualRatePpm,
    accruals: periods.map((period) => [yearFraction(period)]),
    carried: new Decimal(0),
    carriedPaid: 0n,
  };
  const { instalment, parts } = fitInstalment(plan, terms.roundInstalmentTo ?? null);
  return { instalmentAmount: instalment, parts };
}

function flatLoan(terms: LoanTerms, periods: RatePeriod[]): { instalmentAmount: Money; parts: InstalmentPart[] } {
  const { principal, annualRatePpm, instalmentCount } = terms;
  const years = terms.rateBasis === "term" ? [wholeTerm] : periods.map((period) => yearFraction(period));
  const interest = roundHalfEven(interestOver(principal, annualRatePpm, years));
  const instalmentAmount = flatInstalment(principal + interest, instalmentCount, terms.roundInstalmentTo ?? null);
  return { instalmentAmount, parts: flatParts({ principal, interest, instalmentAmount, instalmentCount }) };
}

/** A rate for the term counts once, however long the term is. */
const wholeTerm: YearFraction = { numerator: 1n, denominator: 1n };

function exactInstalment(principal: Money, terms: InstalmentTerms): Decimal {
  const { annualRatePpm, instalmentCount } = terms;
  const period = nominalYearFraction(terms.interval ?? { unit: "month", count: 1 }, terms.dayCount ?? "30/360");
  const periods = Array.from({ length: instalmentCount }, () => period);
  if (terms.method === "flat") {
    const interest = interestOver(principal, annualRatePpm, terms.rateBasis === "term" ? [wholeTerm] : periods);
    return interest.plus(new Decimal(principal)).div(instalmentCount);
  }
  const accruals = periods.map((each) => [each]);
  return levelInstalment({ balance: principal, annualRatePpm, accruals, carried: new Decimal(0), carriedPaid: 0n });
}
