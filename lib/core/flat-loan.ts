import { roundToMultiple, type InstalmentPart, type RoundingTo } from "./amortisation";
import { Decimal } from "./decimal";
import { divide, maxMoney, minMoney, type Money } from "./money";

/**
 * The equal instalment of a flat loan: principal plus the interest of the whole term over the number of instalments,
 * rounded half-even, or to a multiple. Where rounding would leave nothing for the last instalment, the multiple is
 * not applied and the instalment is rounded down, but never to nothing: a tiny loan ends sooner.
 * @param payable principal + interest, minor units
 */
export function flatInstalment(payable: Money, instalmentCount: number, rounding: RoundingTo | null): Money {
  const count = BigInt(instalmentCount);
  const repaysTooSoon = (instalment: Money) => instalment * (count - 1n) >= payable;
  if (rounding !== null) {
    const rounded = roundToMultiple(new Decimal(payable).div(instalmentCount), rounding);
    if (rounded > 0n && !repaysTooSoon(rounded)) return rounded;
  }
  const nearest = divide(payable, count, "half-even");
  return maxMoney(repaysTooSoon(nearest) ? divide(payable, count, "floor") : nearest, 1n);
}

/**
 * Spreads the interest of a flat loan evenly: up to line i the floor of its i-th part, so that it adds up exactly.
 * Principal is what is left of each instalment; the last line takes the difference of both.
 */
export function flatParts(loan: { principal: Money; interest: Money; instalmentAmount: Money; instalmentCount: number }): InstalmentPart[] {
  const count = BigInt(loan.instalmentCount);
  let principalLeft = loan.principal;
  let interestLeft = loan.interest;
  return Array.from({ length: loan.instalmentCount }, (_, index) => {
    const left = principalLeft + interestLeft;
    const total = index === loan.instalmentCount - 1 ? left : minMoney(loan.instalmentAmount, left);
    const leftAfter = loan.interest - (loan.interest * BigInt(index + 1)) / count;
    // A line never takes more principal than there is, nor more interest than it is large itself.
    const interest = maxMoney(minMoney(maxMoney(interestLeft - leftAfter, 0n), total), total - principalLeft);
    principalLeft -= total - interest;
    interestLeft -= interest;
    return { principal: total - interest, interest };
  });
}
