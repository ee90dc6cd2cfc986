import { fitInstalment, roundingOf, roundToMultiple, type AmortisationPlan, type Asking } from "./amortisation";
import { Decimal, roundHalfEven } from "./decimal";
import type { Grace, LoanMethod, LoanTerms } from "./loan-terms";
import { maxMoney, type Money } from "./money";

/* What the instalments of each kind of loan ask for. New loans and the rest of running ones use the same. */

/** What instalments in grace ask for: the interest that is owed, or nothing. */
export function graceAsking({ of }: Pick<Grace, "of">): Asking {
  return of === "principal" ? (owed) => owed : () => 0n;
}

/** What instalments after grace ask for, but the last, which takes everything that is left. `kept` is what `keptAmount` fitted. */
export function askingOf(method: LoanMethod, kept: Money): Asking {
  if (method === "bullet") return (owed) => owed;
  return method === "equal_principal" ? (owed) => owed + kept : () => kept;
}

/**
 * The amount that stays the same from instalment to instalment of a plan, minor units: the equal instalment, or the
 * principal in each; 0 where all of the principal comes with the last one.
 */
export function keptAmount(plan: AmortisationPlan, terms: Pick<LoanTerms, "method" | "roundInstalmentTo" | "roundInstalment">): Money {
  if (terms.method === "bullet") return 0n;
  return terms.method === "equal_principal" ? principalEach(plan, terms) : fitInstalment(plan, roundingOf(terms)).instalment;
}

// Rounding must not take away the last instalments: where it would, it is not applied.
function principalEach({ balance, accruals }: AmortisationPlan, terms: Pick<LoanTerms, "roundInstalmentTo" | "roundInstalment">): Money {
  const count = accruals.length;
  const exact = new Decimal(balance).div(count);
  const rounding = roundingOf(terms);
  const rounded = rounding ? roundToMultiple(exact, rounding) : roundHalfEven(exact);
  const fits = (each: Money) => each > 0n && each * BigInt(count - 1) < balance;
  return [rounded, roundHalfEven(exact)].find(fits) ?? maxMoney(BigInt(exact.floor().toFixed(0)), 1n);
}
