import { yearsBetween, type BusinessDate } from "./business-date";
import { invariant } from "./invariant";
import { applyRate, divide, minMoney, type Money } from "./money";
import type { Interval } from "./rate";
import { principalForInstalment, type InstalmentTerms } from "./schedule";

export const employmentStatuses = ["Employed", "Self-employed", "Unemployed", "Student"] as const;

export type EmploymentStatus = (typeof employmentStatuses)[number];

/** What is known about the applicant. Incomes and EMI are minor units a month. */
export type EligibilityFacts = {
  readonly dateOfBirth: BusinessDate;
  readonly employmentStatus: EmploymentStatus;
  readonly monthlyIncome: Money;
  readonly otherIncome: Money;
  /** What the applicant pays a month on loans already running. */
  readonly existingEmi: Money;
  readonly activeLoans: number;
  /** What the applicant still owes of loans that were written off, minor units. */
  readonly unpaidDebt: Money;
};

/** What is asked for, and the limits of the product it is asked of. */
export type EligibilityAsk = {
  readonly on: BusinessDate;
  /** Decimals of the currency. */
  readonly exponent: number;
  /** Null when only the largest amount is asked. */
  readonly amount: Money | null;
  /** The product's terms over the asked number of instalments. */
  readonly terms: InstalmentTerms & { readonly interval: Interval };
  readonly product: {
    readonly amountMin: Money;
    readonly amountMax: Money;
    readonly instalmentsMin: number;
    readonly instalmentsMax: number;
  };
};

/**
 * A product's rules, plain JSON so that a product can store them. Amounts are whole units of the currency, a month;
 * null (or false) drops the rule.
 */
export type EligibilityCriteria = {
  readonly ageMin: number | null;
  readonly refusesUnemployed: boolean;
  /** A student's own income, other income not counted. */
  readonly studentIncomeMinMajor: number | null;
  readonly incomeMinMajor: number | null;
  /** The largest part of income that may go to EMI; it limits both the existing EMI and the new loan. */
  readonly emiShareMaxPpm: number | null;
  /** The applicant must have fewer active loans than this. */
  readonly activeLoansBelow: number | null;
  /** Who still owes of a loan that was written off gets no other. The one rule that holds without being named: true drops it. */
  readonly lendsDespiteUnpaidDebt?: boolean;
};

export const defaultCriteria: EligibilityCriteria = {
  ageMin: 21,
  refusesUnemployed: true,
  studentIncomeMinMajor: 10_000,
  incomeMinMajor: 20_000,
  emiShareMaxPpm: 400_000,
  activeLoansBelow: 3,
};

const noCriteria: EligibilityCriteria = {
  ageMin: null,
  refusesUnemployed: false,
  studentIncomeMinMajor: null,
  incomeMinMajor: null,
  emiShareMaxPpm: null,
  activeLoansBelow: null,
  lendsDespiteUnpaidDebt: true,
};

/** A rule that is not met, with the figures that `describeReason` puts into words. In order of precedence. */
export type EligibilityReason =
  | {
      readonly code: "term_outside_product";
      readonly params: { instalmentCount: number; instalmentsMin: number; instalmentsMax: number };
    }
  | { readonly code: "amount_below_product"; readonly params: { amount: Money; amountMin: Money } }
  | { readonly code: "amount_above_product"; readonly params: { amount: Money; amountMax: Money } }
  | { readonly code: "age_too_low"; readonly params: { age: number; ageMin: number } }
  | { readonly code: "employment_missing"; readonly params: Record<string, never> }
  | { readonly code: "student_income_too_low"; readonly params: { income: Money; incomeMin: Money } }
  | { readonly code: "income_too_low"; readonly params: { income: Money; incomeMin: Money } }
  | {
      readonly code: "existing_emi_too_high";
      readonly params: { existingEmi: Money; existingEmiMax: Money; shareMaxPpm: number };
    }
  | { readonly code: "active_loans_too_many"; readonly params: { activeLoans: number; activeLoansMax: number } }
  | { readonly code: "written_off_debt_unpaid"; readonly params: { unpaidDebt: Money } }
  | { readonly code: "amount_above_eligible"; readonly params: { amount: Money; maximumEligible: Money; shareMaxPpm: number } };

export type EligibilityAssessment = {
  readonly eligible: boolean;
  /** Every rule that is not met, not only the first. */
  readonly reasons: readonly EligibilityReason[];
  /** The largest loan of this product whose EMI the income carries over the asked tenure; 0 when below the product's minimum. */
  readonly maximumEligible: Money;
};

/**
 * Answers yes, or every reason why not, with the largest eligible amount: the loan whose EMI is the allowed share of
 * (income − existing EMI) over the asked tenure, capped by the product. The amount follows from income alone, so an
 * applicant who fails another rule still sees it.
 * @param criteria null for a product without rules: then only the product's own limits hold
 */
export function assessEligibility(
  facts: EligibilityFacts,
  ask: EligibilityAsk,
  criteria: EligibilityCriteria | null,
): EligibilityAssessment {
  const rules = criteria ?? noCriteria;
  const affordable = affordableAmount(facts, ask, rules.emiShareMaxPpm);
  const { amountMin, amountMax } = ask.product;
  const largest = affordable === null ? amountMax : minMoney(affordable, amountMax);
  const maximumEligible = largest < amountMin ? 0n : largest;
  const reasons = [...productReasons(ask), ...applicantReasons(facts, ask, rules)];
  // Below the product's minimum nothing can be lent, so that is the least an answer to "how much" must carry.
  const asked = ask.amount === null || ask.amount < amountMin ? amountMin : ask.amount;
  if (rules.emiShareMaxPpm !== null && affordable !== null && asked > affordable) {
    reasons.push({
      code: "amount_above_eligible",
      params: { amount: asked, maximumEligible, shareMaxPpm: rules.emiShareMaxPpm },
    });
  }
  return { eligible: reasons.length === 0, reasons, maximumEligible };
}

function productReasons({ amount, terms, product }: EligibilityAsk): EligibilityReason[] {
  const { instalmentCount } = terms;
  const { amountMin, amountMax, instalmentsMin, instalmentsMax } = product;
  const reasons: EligibilityReason[] = [];
  if (instalmentCount < instalmentsMin || instalmentCount > instalmentsMax) {
    reasons.push({ code: "term_outside_product", params: { instalmentCount, instalmentsMin, instalmentsMax } });
  }
  if (amount !== null && amount < amountMin) reasons.push({ code: "amount_below_product", params: { amount, amountMin } });
  if (amount !== null && amount > amountMax) reasons.push({ code: "amount_above_product", params: { amount, amountMax } });
  return reasons;
}

function applicantReasons(facts: EligibilityFacts, ask: EligibilityAsk, rules: EligibilityCriteria): EligibilityReason[] {
  const reasons: EligibilityReason[] = [];
  const age = yearsBetween(facts.dateOfBirth, ask.on);
  if (rules.ageMin !== null && age < rules.ageMin) reasons.push({ code: "age_too_low", params: { age, ageMin: rules.ageMin } });
  if (rules.refusesUnemployed && facts.employmentStatus === "Unemployed")
    reasons.push({ code: "employment_missing", params: {} });
  const studentIncomeMin = inMinor(rules.studentIncomeMinMajor, ask.exponent);
  if (facts.employmentStatus === "Student" && facts.monthlyIncome < studentIncomeMin) {
    reasons.push({ code: "student_income_too_low", params: { income: facts.monthlyIncome, incomeMin: studentIncomeMin } });
  }
  const income = totalIncome(facts);
  const incomeMin = inMinor(rules.incomeMinMajor, ask.exponent);
  if (income < incomeMin) reasons.push({ code: "income_too_low", params: { income, incomeMin } });
  if (rules.emiShareMaxPpm !== null) {
    const shareMaxPpm = rules.emiShareMaxPpm;
    // The EMI is whole minor units, so comparing it with the floor of the share is exact.
    const existingEmiMax = applyRate(income, shareMaxPpm, "floor");
    if (facts.existingEmi > existingEmiMax) {
      reasons.push({ code: "existing_emi_too_high", params: { existingEmi: facts.existingEmi, existingEmiMax, shareMaxPpm } });
    }
  }
  if (rules.activeLoansBelow !== null && facts.activeLoans >= rules.activeLoansBelow) {
    const activeLoansMax = Math.max(0, rules.activeLoansBelow - 1);
    reasons.push({ code: "active_loans_too_many", params: { activeLoans: facts.activeLoans, activeLoansMax } });
  }
  if (facts.unpaidDebt > 0n && refusesUnpaidDebt(rules)) {
    reasons.push({ code: "written_off_debt_unpaid", params: { unpaidDebt: facts.unpaidDebt } });
  }
  return reasons;
}

/** Does a product with these criteria lend only once what was written off is paid back? */
export function refusesUnpaidDebt(criteria: EligibilityCriteria | null): boolean {
  return (criteria ?? noCriteria).lendsDespiteUnpaidDebt !== true;
}

/** Income of all sources, minor units a month. */
export function totalIncome({ monthlyIncome, otherIncome }: EligibilityFacts): Money {
  invariant(monthlyIncome >= 0n && otherIncome >= 0n, "eligibility: income cannot be negative");
  return monthlyIncome + otherIncome;
}

/** What the income carries, before the product's limits; null when the rule is dropped. */
function affordableAmount(facts: EligibilityFacts, ask: EligibilityAsk, emiShareMaxPpm: number | null): Money | null {
  if (emiShareMaxPpm === null) return null;
  const free = totalIncome(facts) - facts.existingEmi;
  if (free <= 0n) return 0n;
  const perMonth = applyRate(free, emiShareMaxPpm, "floor");
  const { unit, count } = ask.terms.interval;
  // An instalment every n days may take the part of a month's capacity that n days are of a twelfth of a year.
  const perInstalment = unit === "month" ? perMonth * BigInt(count) : divide(perMonth * 12n * BigInt(count), 365n, "floor");
  return principalForInstalment(perInstalment, ask.terms);
}

function inMinor(major: number | null, exponent: number): Money {
  return BigInt(major ?? 0) * 10n ** BigInt(exponent);
}

export type DescribedReason = { readonly code: EligibilityReason["code"]; readonly message: string; readonly help: string };

/** The answer in words: a message and what would help for each reason, and the recommendations without repetition. */
export function describeAssessment(
  { eligible, reasons, maximumEligible }: EligibilityAssessment,
  formatMoney: (amount: Money) => string,
): { reasons: DescribedReason[]; recommendations: string[] } {
  const described = reasons.map((reason) => describeReason(reason, formatMoney));
  const recommendations = eligible
    ? [`You can ask for up to ${formatMoney(maximumEligible)}.`]
    : described.map(({ help }) => help);
  return { reasons: described, recommendations: [...new Set(recommendations)] };
}

/** One reason in words, with the figures of this applicant. */
export function describeReason(reason: EligibilityReason, formatMoney: (amount: Money) => string): DescribedReason {
  const [message, help] = wording(reason, formatMoney);
  return { code: reason.code, message, help };
}

function wording({ code, params }: EligibilityReason, money: (amount: Money) => string): [message: string, help: string] {
  switch (code) {
    case "term_outside_product": {
      const range = `${params.instalmentsMin} to ${params.instalmentsMax} instalments`;
      return [`This product runs over ${range}, not ${params.instalmentCount}.`, `Choose ${range}.`];
    }
    case "amount_below_product":
      return [`This product starts at ${money(params.amountMin)}.`, `Ask for at least ${money(params.amountMin)}.`];
    case "amount_above_product":
      return [`This product ends at ${money(params.amountMax)}.`, `Ask for at most ${money(params.amountMax)}.`];
    case "age_too_low":
      return [`You must be at least ${params.ageMin} years old; you are ${params.age}.`, `Apply once you are ${params.ageMin}.`];
    case "employment_missing":
      return ["This product is not offered to people without employment.", "Apply again once you are employed or self-employed."];
    case "student_income_too_low":
      return [
        `As a student you need an income of your own of at least ${money(params.incomeMin)} a month; yours is ${money(params.income)}.`,
        `Raise your own income by ${money(params.incomeMin - params.income)} a month.`,
      ];
    case "income_too_low":
      return [
        `Your total income must be at least ${money(params.incomeMin)} a month; it is ${money(params.income)}.`,
        `Add income that you have not told us of, or raise it by ${money(params.incomeMin - params.income)} a month.`,
      ];
    case "existing_emi_too_high":
      return [
        `Your existing EMI of ${money(params.existingEmi)} is more than ${percent(params.shareMaxPpm)} of your income (${money(params.existingEmiMax)}).`,
        `Pay back running loans until their EMI is ${money(params.existingEmi - params.existingEmiMax)} a month lower.`,
      ];
    case "active_loans_too_many":
      return [
        `You have ${params.activeLoans} active loans; at most ${params.activeLoansMax} are allowed before a new one.`,
        `Close ${params.activeLoans - params.activeLoansMax} of your active loans first.`,
      ];
    case "written_off_debt_unpaid":
      return [
        `You still owe ${money(params.unpaidDebt)} of a loan that was written off.`,
        `Pay back the ${money(params.unpaidDebt)} first: talk to the bank of that loan and agree how, also in small parts.`,
      ];
    case "amount_above_eligible":
      return [
        `The instalments of ${money(params.amount)} would take more than ${percent(params.shareMaxPpm)} of your income after existing EMI.`,
        params.maximumEligible > 0n
          ? `Ask for at most ${money(params.maximumEligible)}, or for a longer term.`
          : "Choose a longer term or a product that lends smaller amounts, or pay back running loans first.",
      ];
  }
}

/** 400,000 ppm is "40 %", 125,000 ppm is "12.5 %". */
function percent(ppm: number): string {
  const fraction = String(BigInt(ppm) % 10_000n)
    .padStart(4, "0")
    .replace(/0+$/, "");
  return `${BigInt(ppm) / 10_000n}${fraction === "" ? "" : `.${fraction}`} %`;
}
