import { invariant } from "./invariant";
import { divide, sumMoney, type Money } from "./money";

/** A depositor's money at work in one loan, minor units. */
export type Exposure = { readonly loanId: number; readonly amount: Money };

export type Spread = {
  readonly loanCount: number;
  /** The loan that carries most, null without any. Of equals the first given. */
  readonly largestLoanId: number | null;
  /** Its share of the whole, parts per million. */
  readonly largestSharePpm: number;
  /**
   * 1/Σ share², in millionths: 2_500_000 says that the money is spread as well as over 2.5 equal loans. It is at most
   * the number of loans, and equal to it only when all carry the same.
   */
  readonly effectiveLoansPpm: number;
};

/**
 * How well money at work is spread. Several tiles of one loan are one exposure. The effective number of loans is the
 * inverse of the Herfindahl index, computed as (Σx)² / Σx² so that no share is rounded on the way.
 */
export function spreadOf(exposures: readonly Exposure[]): Spread {
  const byLoan = new Map<number, Money>();
  for (const { loanId, amount } of exposures) {
    invariant(amount >= 0n, "diversification: an exposure cannot be negative");
    if (amount > 0n) byLoan.set(loanId, (byLoan.get(loanId) ?? 0n) + amount);
  }
  const amounts = [...byLoan.values()];
  const total = sumMoney(amounts);
  if (total === 0n) return { loanCount: 0, largestLoanId: null, largestSharePpm: 0, effectiveLoansPpm: 0 };
  const squares = sumMoney(amounts.map((amount) => amount * amount));
  const [largestLoanId, largest] = [...byLoan].reduce((most, loan) => (loan[1] > most[1] ? loan : most));
  return {
    loanCount: byLoan.size,
    largestLoanId,
    largestSharePpm: Number(divide(largest * 1_000_000n, total, "half-even")),
    effectiveLoansPpm: Number(divide(total * total * 1_000_000n, squares, "half-even")),
  };
}
