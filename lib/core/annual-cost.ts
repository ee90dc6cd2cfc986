import { daysBetween } from "./business-date";
import { Decimal } from "./decimal";
import { invariant } from "./invariant";
import type { Money } from "./money";
import { RATE_SCALE } from "./rate";
import type { Instalment, LoanTerms } from "./schedule";

/** Money at a time: `at` in units of time since the first flow (any unit, not negative), `amount` from the payer's side. */
export type CashFlow = { at: Decimal; amount: Money };

/** Beyond 2^64 times a year, or less than 2^−64 of it, no rate is looked for. */
const DOUBLINGS_MAX = 64;
const STEPS_MAX = 200;
const PRECISION = new Decimal("1e-20");

/**
 * The APR that a borrower is shown, in parts per million: the effective annual rate at which the instalments are worth
 * what was paid out. EU Directive 2008/48/EC, Annex I. A month is a twelfth of a year, whatever its length, where
 * instalments are months apart; otherwise time is days of 365.
 * @param paidOut principal less every fee withheld
 * @returns null where no rate answers, as when nothing is paid out
 */
export function annualCostPpm(loan: {
  paidOut: Money;
  instalments: readonly Pick<Instalment, "number" | "dueOn" | "total">[];
  terms: Pick<LoanTerms, "interval" | "disbursedOn">;
}): number | null {
  const { interval, disbursedOn } = loan.terms;
  const isMonthly = interval.unit === "month";
  const repayments = loan.instalments.map(({ number, dueOn, total }) => ({
    at: new Decimal(isMonthly ? number * interval.count : daysBetween(disbursedOn, dueOn)),
    amount: total,
  }));
  const rate = effectiveAnnualRate([{ at: new Decimal(0), amount: -loan.paidOut }, ...repayments], isMonthly ? 12 : 365);
  return rate === null ? null : Number(rate.times(RATE_SCALE).toFixed(0));
}

/**
 * The annual rate r at which Σ amount / (1 + r)^t = 0, t in years. Searched outwards from 0 in doublings of the yearly
 * growth; inside the first interval whose ends differ in sign, Newton's steps, and halving where a step would leave it.
 * @param unitsPerYear 12 for months, 365 for days, 1 for years
 * @returns a fraction (0.1296 is 12.96 %), or null where no rate answers
 */
export function effectiveAnnualRate(flows: readonly CashFlow[], unitsPerYear: number): Decimal | null {
  invariant(flows.every(({ at }) => at.gte(0)), "annual cost: the first flow is at time 0");
  const moving = flows.filter(({ amount }) => amount !== 0n).sort((left, right) => left.at.cmp(right.at));
  // Amounts of one sign have no rate; without this the search would meet the value 0 at infinite growth.
  if (!moving.some(({ amount }) => amount > 0n) || !moving.some(({ amount }) => amount < 0n)) return null;
  const atZero = presentValue(moving, new Decimal(1)).value;
  if (atZero.isZero()) return new Decimal(0);
  const bracket = findBracket(moving, unitsPerYear);
  if (bracket === null) return null;
  return findRoot(moving, bracket).pow(-unitsPerYear).minus(1);
}

/** Discount factors of one unit of time between which the value changes sign, the lower one first. */
type Bracket = { low: Decimal; high: Decimal };

function findBracket(flows: readonly CashFlow[], unitsPerYear: number): Bracket | null {
  const one = new Decimal(1);
  const sign = presentValue(flows, one).value.s;
  const halving = new Decimal(2).pow(one.div(unitsPerYear).neg());
  let [below, above] = [one, one];
  for (let doubling = 0; doubling < DOUBLINGS_MAX; doubling++) {
    const [lower, higher] = [below.times(halving), above.div(halving)];
    if (presentValue(flows, lower).value.s !== sign) return { low: lower, high: below };
    if (presentValue(flows, higher).value.s !== sign) return { low: above, high: higher };
    [below, above] = [lower, higher];
  }
  return null;
}

function findRoot(flows: readonly CashFlow[], bracket: Bracket): Decimal {
  let { low, high } = bracket;
  const signLow = presentValue(flows, low).value.s;
  let discount = low.plus(high).div(2);
  for (let step = 0; step < STEPS_MAX; step++) {
    const { value, slope } = presentValue(flows, discount);
    if (value.isZero()) return discount;
    if (value.s === signLow) low = discount;
    else high = discount;
    const newton = slope.isZero() ? low : discount.minus(value.div(slope));
    const next = newton.gt(low) && newton.lt(high) ? newton : low.plus(high).div(2);
    if (next.minus(discount).abs().lt(PRECISION)) return next;
    discount = next;
  }
  return discount;
}

/** Σ amount · v^t and its derivative by v, the discount factor of one unit of time. Flows ascend in time: each power goes on from the last. */
function presentValue(flows: readonly CashFlow[], discount: Decimal): { value: Decimal; slope: Decimal } {
  let [value, slope, power, reached] = [new Decimal(0), new Decimal(0), new Decimal(1), new Decimal(0)];
  for (const { at, amount } of flows) {
    power = power.times(discount.pow(at.minus(reached)));
    reached = at;
    const worth = power.times(new Decimal(amount));
    value = value.plus(worth);
    slope = slope.plus(worth.times(at));
  }
  return { value, slope: slope.div(discount) };
}
