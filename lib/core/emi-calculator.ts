import { Decimal, roundHalfEven } from "./decimal";
import { invariant } from "./invariant";
import type { Money } from "./money";

/** What the calculator answers, minor units. The total is the unrounded instalment times its number, rounded once. */
export type EmiAnswer = { instalmentAmount: Money; totalAmount: Money; totalInterest: Money };

/**
 * The equal monthly instalment of any loan, for a calculator: P·r·(1+r)^n / ((1+r)^n − 1), at rate 0 P/n, half-even.
 * Unlike a product's, the rate need not be whole parts per million, so it is taken as the decimal that was written.
 * @param annualRatePercent a decimal text, zero or more: "8.5"
 */
export function calculateEmi(principal: Money, annualRatePercent: string, months: number): EmiAnswer {
  const monthlyRate = new Decimal(annualRatePercent).div(1_200);
  invariant(principal > 0n && !monthlyRate.isNegative() && Number.isInteger(months) && months > 0, "emi: no instalment without a loan");
  const exact = exactEmi(new Decimal(principal), monthlyRate, months);
  const totalAmount = roundHalfEven(exact.times(months));
  return { instalmentAmount: roundHalfEven(exact), totalAmount, totalInterest: totalAmount - principal };
}

/** Below this a month's rate changes no minor unit of any amount, and (1+r)^n − 1 would lose its digits. */
const RATE_MIN = new Decimal("1e-20");

function exactEmi(principal: Decimal, monthlyRate: Decimal, months: number): Decimal {
  if (monthlyRate.lessThan(RATE_MIN)) return principal.div(months);
  const growth = monthlyRate.plus(1).pow(months);
  return principal.times(monthlyRate).times(growth).div(growth.minus(1));
}
