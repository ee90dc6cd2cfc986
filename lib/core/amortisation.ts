import { Decimal, roundHalfEven, roundUp } from "./decimal";
import { divide, maxMoney, minMoney, type Money } from "./money";
import { exactInterest } from "./rate";
import { decimalOf, type Ratio } from "./ratio";

/**
 * A balance to be repaid in instalments that pay interest first. The same plan serves a new loan and the rest
 * of a running one, so that a schedule rebuilt after a prepayment obeys the same rules as a new one.
 */
export type AmortisationPlan = {
  balance: Money;
  /** For each instalment the factors whose interest it bears: of one period, or of several after early payment. */
  accruals: Ratio[][];
  /** Unrounded interest that the first instalment already bears from before its stretches, and what is paid of it. */
  carried: Decimal;
  carriedPaid: Money;
};

/** What one instalment asks for, both in minor units. */
export type InstalmentPart = { principal: Money; interest: Money };

/** What an instalment but the last asks for, when this interest is owed and this balance is left. */
export type Asking = (owed: Money, balance: Money, index: number) => Money;

/** Instalments of a plan, and what is left after them. */
export type Amortised = { parts: InstalmentPart[]; balance: Money; carried: Decimal };

/** Divides equal instalments into interest and principal; see `amortiseAsking`. */
export function amortise(plan: AmortisationPlan, instalment: Money): InstalmentPart[] {
  return amortiseAsking(plan, () => instalment).parts;
}

/**
 * Divides instalments into interest and principal. Interest of an instalment is rounded once, half-even, on the
 * unrounded sum of its stretches. Where it does not fit into the instalment, the rest moves to the next one, without
 * interest on it. The last instalment takes everything that is left.
 * @param count of how many instalments, where the plan changes after them
 * @returns as many parts as are needed: fewer than asked when the instalments repay the balance sooner
 */
export function amortiseAsking(plan: AmortisationPlan, asking: Asking, count = plan.accruals.length): Amortised {
  const parts: InstalmentPart[] = [];
  let balance = plan.balance;
  let carried = plan.carried;
  for (const [index, factors] of plan.accruals.slice(0, count).entries()) {
    const paid = index === 0 ? plan.carriedPaid : 0n;
    const exact = carried.plus(interestOver(balance, factors));
    const owed = maxMoney(roundHalfEven(exact) - paid, 0n);
    if (balance === 0n && owed === 0n) break;
    const isLast = index === plan.accruals.length - 1;
    const payable = isLast ? balance + owed : asking(owed, balance, index);
    const interest = minMoney(owed, payable);
    const principal = minMoney(payable - interest, balance);
    parts.push({ principal, interest });
    balance -= principal;
    carried = carriedOn(exact, interest + paid);
  }
  return { parts, balance, carried };
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
export function interestOver(balance: Money, factors: readonly Ratio[]): Decimal {
  return factors.reduce((sum, factor) => sum.plus(exactInterest(balance, factor)), new Decimal(0));
}

/**
 * The unrounded equal instalment. With f_i the factor of period i and I the interest of the first instalment:
 * (B + I) · Π(1 + f_i, i ≥ 2) / F, where F_1 = 1 and F_i = 1 + F_{i−1}·(1 + f_i). For equal periods it is the annuity
 * P·r·(1+r)^n / ((1+r)^n − 1), and at a rate of 0 it is P / n.
 */
export function levelInstalment(plan: AmortisationPlan): Decimal {
  const firstInterest = plan.carried
    .minus(new Decimal(plan.carriedPaid))
    .plus(interestOver(plan.balance, plan.accruals[0] ?? []));
  let grown = new Decimal(plan.balance).plus(firstInterest);
  let weight = new Decimal(1);
  for (const factors of plan.accruals.slice(1)) {
    const growth = factors.reduce((sum, factor) => sum.plus(decimalOf(factor)), new Decimal(1));
    grown = grown.times(growth);
    weight = weight.times(growth).plus(1);
  }
  return grown.div(weight);
}

/** A multiple of minor units to which instalments are rounded: to the next one above, or to the nearest. */
export type RoundingTo = { multiple: Money; way: "up" | "nearest" };

/** How an instalment of these terms is rounded: to a multiple, or null for the minor unit. */
export function roundingOf({ roundInstalmentTo, roundInstalment }: { roundInstalmentTo?: Money | null; roundInstalment?: "up" | "nearest" }): RoundingTo | null {
  return roundInstalmentTo ? { multiple: roundInstalmentTo, way: roundInstalment ?? "up" } : null;
}

/** An instalment, and what it makes of the plan. */
export type FittedInstalment = { instalment: Money; parts: InstalmentPart[] };

/**
 * The instalment a plan gets: the equal instalment rounded half-even, then corrected once by the rounded difference
 * between the last instalment and the others over their number, where that difference is above half a minor unit per
 * instalment and the correction makes it smaller (Apache Fineract's rule). With a multiple it is rounded to that
 * instead. Rounding must not take away the last instalments: where it would, the multiple is not applied, and the
 * equal instalment is rounded down, but never to nothing: a loan of fewer minor units than instalments ends sooner.
 */
export function fitInstalment(plan: AmortisationPlan, rounding: RoundingTo | null): FittedInstalment {
  const exact = levelInstalment(plan);
  const repaysTooSoon = ({ parts }: FittedInstalment) => parts.length < plan.accruals.length;
  if (rounding !== null) {
    const rounded = fit(plan, roundToMultiple(exact, rounding));
    if (rounded.instalment > 0n && !repaysTooSoon(rounded)) return rounded;
  }
  const nearest = correctOnce(plan, fit(plan, maxMoney(roundHalfEven(exact), 1n)));
  return repaysTooSoon(nearest) ? fit(plan, maxMoney(BigInt(exact.floor().toFixed(0)), 1n)) : nearest;
}

/** An unrounded amount to a multiple of minor units. */
export function roundToMultiple(exact: Decimal, { multiple, way }: RoundingTo): Money {
  const times = exact.div(new Decimal(multiple));
  return (way === "up" ? roundUp(times) : roundHalfEven(times)) * multiple;
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
