import { Decimal, roundHalfEven } from "./decimal";
import { divide, maxMoney, minMoney, type Money } from "./money";
import { exactInterest, rateFactor, type YearFraction } from "./rate";

/**
 * A balance to be repaid in equal instalments that pay interest first. The same plan serves a new loan and the rest
 * of a running one, so that a schedule rebuilt after a prepayment obeys the same rules as a new one.
 */
export type AmortisationPlan = {
  balance: Money;
  annualRatePpm: number;
  /** For each instalment the stretches of time whose interest it bears: one period, or several after early payment. */
  accruals: YearFraction[][];
  /** Unrounded interest that the first instalment already bears from before its stretches, and what is paid of it. */
  carried: Decimal;
  carriedPaid: Money;
};

/** What one instalment asks for, both in minor units. */
export type InstalmentPart = { principal: Money; interest: Money };

/**
 * Divides instalments into interest and principal. Interest of an instalment is rounded once, half-even, on the
 * unrounded sum of its stretches. Where it does not fit into the instalment, the rest moves to the next one, without
 * interest on it. The last instalment takes everything that is left.
 * @param first what the first instalment asks for where it differs from the others (part of it was paid in advance)
 * @returns as many parts as are needed: fewer than the plan has when the instalments repay the balance sooner
 */
export function amortise(plan: AmortisationPlan, instalment: Money, first: Money = instalment): InstalmentPart[] {
  const parts: InstalmentPart[] = [];
  let balance = plan.balance;
  let carried = plan.carried;
  for (const [index, stretches] of plan.accruals.entries()) {
    const paid = index === 0 ? plan.carriedPaid : 0n;
    const exact = carried.plus(interestOver(balance, plan.annualRatePpm, stretches));
    const owed = maxMoney(roundHalfEven(exact) - paid, 0n);
    if (balance === 0n && owed === 0n) break;
    const isLast = index === plan.accruals.length - 1;
    const payable = isLast ? balance + owed : index === 0 ? first : instalment;
    const interest = minMoney(owed, payable);
    const principal = minMoney(payable - interest, balance);
    parts.push({ principal, interest });
    balance -= principal;
    carried = carriedOn(exact, interest + paid);
  }
  return parts;
}

/**
 * The unrounded interest that passes from an instalment to the next one: what did not fit into it. What rounding took
 * away or added is not passed on.
 * @param interest what the instalment asked for
 */
export function carriedOn(exact: Decimal, interest: Money): Decimal {
  return roundHalfEven(exact) > interest ? exact.minus(new Decimal(interest)) : new Decimal(0);
}

/** Unrounded interest of a balance over some stretches of time. */
export function interestOver(balance: Money, annualRatePpm: number, stretches: readonly YearFraction[]): Decimal {
  return stretches.reduce((sum, stretch) => sum.plus(exactInterest(balance, annualRatePpm, stretch)), new Decimal(0));
}

/**
 * The unrounded equal instalment. With f_i the factor of period i and I the interest of the first instalment:
 * (B + I) · Π(1 + f_i, i ≥ 2) / F, where F_1 = 1 and F_i = 1 + F_{i−1}·(1 + f_i). For equal periods it is the annuity
 * P·r·(1+r)^n / ((1+r)^n − 1), and at a rate of 0 it is P / n.
 */
export function levelInstalment(plan: AmortisationPlan): Decimal {
  const firstInterest = plan.carried
    .minus(new Decimal(plan.carriedPaid))
    .plus(interestOver(plan.balance, plan.annualRatePpm, plan.accruals[0] ?? []));
  let grown = new Decimal(plan.balance).plus(firstInterest);
  let weight = new Decimal(1);
  for (const stretches of plan.accruals.slice(1)) {
    const growth = stretches.reduce((sum, stretch) => sum.plus(rateFactor(plan.annualRatePpm, stretch)), new Decimal(1));
    grown = grown.times(growth);
    weight = weight.times(growth).plus(1);
  }
  return grown.div(weight);
}

/** An instalment, and what it makes of the plan. */
export type FittedInstalment = { instalment: Money; parts: InstalmentPart[] };

/**
 * The instalment a plan gets: the equal instalment rounded half-even, then corrected once by the rounded difference
 * between the last instalment and the others over their number, where that difference is above half a minor unit per
 * instalment and the correction makes it smaller (Apache Fineract's rule). With a multiple it is rounded up to that
 * instead. Rounding must not take away the last instalments: where it would, the multiple is not applied, and the
 * equal instalment is rounded down, but never to nothing: a loan of fewer minor units than instalments ends sooner.
 */
export function fitInstalment(plan: AmortisationPlan, roundUpTo: Money | null): FittedInstalment {
  const exact = levelInstalment(plan);
  const repaysTooSoon = ({ parts }: FittedInstalment) => parts.length < plan.accruals.length;
  if (roundUpTo !== null) {
    const rounded = fit(plan, divide(BigInt(exact.ceil().toFixed(0)), roundUpTo, "up") * roundUpTo);
    if (!repaysTooSoon(rounded)) return rounded;
  }
  const nearest = correctOnce(plan, fit(plan, maxMoney(roundHalfEven(exact), 1n)));
  return repaysTooSoon(nearest) ? fit(plan, maxMoney(BigInt(exact.floor().toFixed(0)), 1n)) : nearest;
}

function fit(plan: AmortisationPlan, instalment: Money): FittedInstalment {
  return { instalment, parts: amortise(plan, instalment) };
}

function correctOnce(plan: AmortisationPlan, fitted: FittedInstalment): FittedInstalment {
  const count = BigInt(plan.accruals.length);
  const gap = lastGap(plan, fitted);
  if (magnitude(gap) <= count / 2n) return fitted;
  const corrected = fit(plan, fitted.instalment + divide(gap, count, "half-even"));
  return magnitude(lastGap(plan, corrected)) < magnitude(gap) ? corrected : fitted;
}

/** By how much the last instalment is above the others. */
function lastGap(plan: AmortisationPlan, { instalment, parts }: FittedInstalment): Money {
  const last = parts[plan.accruals.length - 1];
  return (last === undefined ? 0n : last.principal + last.interest) - instalment;
}

function magnitude(amount: Money): Money {
  return amount < 0n ? -amount : amount;
}
