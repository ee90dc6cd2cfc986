import { compareDates, dayOf, type BusinessDate } from "./business-date";
import { Decimal } from "./decimal";
import { decimalOf, type Ratio } from "./ratio";
import { commonUnitPeriod, isMonthEnd, singlePaymentPeriod, unitPeriodOf, unitPeriodsBetween, unitPeriodsPerYear, type UnitPeriod } from "./unit-periods";

/** An amount on a date, above zero. */
export type Dated = { on: BusinessDate; amount: Decimal };

/** What the borrower gets and pays. Unit periods a year: left out, the common period of the dates. */
export type CreditTransaction = { advances: readonly Dated[]; payments: readonly Dated[]; unitPeriodsPerYear?: Ratio };

/** The APR as a fraction, and the unit periods that it was counted in. */
export type ActuarialRate = { rate: Decimal | null; unitPeriodsPerYear: Ratio };

/**
 * The annual percentage rate by the US actuarial method: Regulation Z (12 CFR 1026), Appendix J (b)(8). With i the rate
 * a unit period, and full unit periods t and a fraction f between the first advance and a date, an amount is worth
 * amount / ((1 + f·i)·(1 + i)^t); the rate is that at which payments are worth the advances, times periods a year.
 * @returns rate null where none answers; null where no unit period has so many a year
 */
export function actuarialRate({ advances, payments, unitPeriodsPerYear: asked }: CreditTransaction): ActuarialRate | null {
  const dates = [...advances, ...payments].map(({ on }) => on).sort(compareDates);
  const [start] = dates;
  if (start === undefined) return null;
  const period = periodOf({ advances, payments, asked, dates });
  if (period === null) return null;
  const anchorDay = Math.max(...payments.map(({ on }) => dayOf(on)));
  const terms = [...advances.map(({ on, amount }) => ({ on, amount: amount.neg() })), ...payments].map(({ on, amount }) => {
    const { full, fraction } = unitPeriodsBetween(period, { from: start, to: on }, isMonthEnd(on) ? Math.max(anchorDay, dayOf(on)) : dayOf(on));
    return { amount, full, fraction: decimalOf(fraction) };
  });
  const perYear = unitPeriodsPerYear(period);
  const rate = rateOf(terms.sort((left, right) => left.full - right.full));
  return { rate: rate && rate.times(decimalOf(perYear)), unitPeriodsPerYear: perYear };
}

type Transaction = { advances: readonly Dated[]; payments: readonly Dated[]; asked?: Ratio; dates: readonly BusinessDate[] };

function periodOf({ advances, payments, asked, dates }: Transaction): UnitPeriod | null {
  const [advance, payment] = [advances[0], payments[0]];
  if (advances.length === 1 && payments.length === 1 && advance && payment && advance.on < payment.on) return singlePaymentPeriod(advance.on, payment.on);
  return asked === undefined ? commonUnitPeriod(dates) : unitPeriodOf(asked);
}

type Term = { amount: Decimal; full: number; fraction: Decimal };

/** Outwards from 0 until the value changes sign, then false position (Illinois) inside. */
function rateOf(terms: readonly Term[]): Decimal | null {
  const zero = new Decimal(0);
  const atZero = valueAt(terms, zero);
  if (atZero.isZero()) return zero;
  const outwards = atZero.isPositive() ? Array.from({ length: 60 }, (_, step) => new Decimal("0.001").times(2 ** step)) : downwards;
  let inner = { x: zero, y: atZero };
  for (const x of outwards) {
    const outer = { x, y: valueAt(terms, x) };
    if (outer.y.s !== inner.y.s || outer.y.isZero()) return rootBetween(terms, inner, outer);
    inner = outer;
  }
  return null;
}

const downwards = Array.from({ length: 30 }, (_, step) => new Decimal(2).pow(-step - 1).minus(1)).flatMap((x, step) => (step === 0 ? [new Decimal("-0.01"), new Decimal("-0.1"), x] : [x]));

type Bound = { x: Decimal; y: Decimal };

function rootBetween(terms: readonly Term[], first: Bound, second: Bound): Decimal {
  let [kept, moved] = [first, second];
  for (let step = 0; step < 200 && !moved.y.isZero() && kept.x.minus(moved.x).abs().gt("1e-22"); step++) {
    const x = moved.x.minus(moved.y.times(moved.x.minus(kept.x)).div(moved.y.minus(kept.y)));
    const next = { x, y: valueAt(terms, x) };
    if (next.x.eq(moved.x)) break;
    // The end that stays is given half its weight, so that both ends close in.
    kept = next.y.s === moved.y.s ? { x: kept.x, y: kept.y.div(2) } : moved;
    moved = next;
  }
  return moved.x;
}

function valueAt(terms: readonly Term[], rate: Decimal): Decimal {
  const growth = rate.plus(1);
  let [value, grown, reached] = [new Decimal(0), new Decimal(1), 0];
  for (const { amount, full, fraction } of terms) {
    if (full !== reached) grown = grown.times(growth.pow(full - reached));
    reached = full;
    value = value.plus(amount.div(grown.times(fraction.times(rate).plus(1))));
  }
  return value;
}
