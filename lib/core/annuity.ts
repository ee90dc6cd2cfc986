import { Decimal, PreciseDecimal, roundHalfEven } from "./decimal";
import { invariant } from "./invariant";

/** Digits of an answer. */
const DIGITS = 34;
/** A smaller rate changes none of them. */
const RATE_MIN = new Decimal("1e-70");

/** Equal payments that repay an amount, at a rate for each period, before anything is rounded. */
export type Annuity = {
  principal: Decimal;
  /** Of one period, as a fraction: 8 % a year in months is 0.08/12. Zero or more. */
  rate: Decimal;
  periods: number;
  /** Paid at the end of each period (by default) or at its beginning. */
  at?: "end" | "begin";
  /** What must be there at the end besides: saved up when above zero, still owed (a balloon) when below. */
  futureValue?: Decimal;
};

/** What a run of periods pays: interest and principal. */
export type AnnuityParts = { interest: Decimal; principal: Decimal };

/** A payment, all of them, and what these pay above the amount. */
export type LevelLoan = { payment: Decimal; total: Decimal; interest: Decimal };

/**
 * The equal payment, to 34 digits: (P·(1+r)^n + F)·r / ((1+r)^n − 1), at rate 0 (P + F) / n; at the beginning of a
 * period over 1 + r. The formula of spreadsheets (PMT), without their negative sign.
 */
export function annuityPayment(annuity: Annuity): Decimal {
  return exactPayment(annuity).toSignificantDigits(DIGITS);
}

/**
 * The loan as it is paid: the payment is rounded first, and as many times that is what is paid in all. So the last
 * unit of a rounded payment counts once a period, in the interest too.
 * @param round to whole units, half to even, where nothing else is said
 */
export function levelLoan(annuity: Annuity, round = toWholeUnits): LevelLoan {
  const payment = round(annuityPayment(annuity));
  const total = payment.times(annuity.periods);
  return { payment, total, interest: total.minus(annuity.principal).minus(annuity.futureValue ?? 0) };
}

function toWholeUnits(exact: Decimal): Decimal {
  return new Decimal(roundHalfEven(exact));
}

/**
 * Interest and principal in the payments of some periods (IPMT and PPMT of one, CUMIPMT and CUMPRINC of several).
 * @param periods first and last, counted from 1
 */
export function annuityParts(annuity: Annuity, { first, last }: { first: number; last: number }): AnnuityParts {
  invariant(1 <= first && first <= last && last <= annuity.periods, "annuity: the periods must be among its own");
  const payment = exactPayment(annuity);
  const paid = payment.times(last - first + 1);
  const principal = balanceAfter(annuity, payment, first - 1).minus(balanceAfter(annuity, payment, last));
  return { interest: paid.minus(principal).toSignificantDigits(DIGITS), principal: principal.toSignificantDigits(DIGITS) };
}

function exactPayment({ principal, rate, periods, at = "end", futureValue = new Decimal(0) }: Annuity): Decimal {
  invariant(Number.isInteger(periods) && periods > 0 && rate.gte(0), "annuity: at least one period, and no negative rate");
  const [owed, interest, target] = [new PreciseDecimal(principal), new PreciseDecimal(rate), new PreciseDecimal(futureValue)];
  if (interest.lt(RATE_MIN)) return owed.plus(target).div(periods);
  const growth = interest.plus(1).pow(periods);
  const payment = owed.times(growth).plus(target).times(interest).div(growth.minus(1));
  return at === "end" ? payment : payment.div(interest.plus(1));
}

/** What is owed after a number of payments. At the beginning of a period nothing has borne interest yet. */
function balanceAfter({ principal, rate, at = "end" }: Annuity, payment: Decimal, count: number): Decimal {
  const [owed, interest] = [new PreciseDecimal(principal), new PreciseDecimal(rate)];
  if (count === 0) return owed;
  if (interest.lt(RATE_MIN)) return owed.minus(payment.times(count));
  if (at === "begin") return balanceAtEnd(owed.minus(payment), interest, { payment, count: count - 1 });
  return balanceAtEnd(owed, interest, { payment, count });
}

function balanceAtEnd(owed: Decimal, interest: Decimal, { payment, count }: { payment: Decimal; count: number }): Decimal {
  const growth = interest.plus(1).pow(count);
  return owed.times(growth).minus(payment.times(growth.minus(1)).div(interest));
}
