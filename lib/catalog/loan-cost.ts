import { agreeLoan } from "@/lib/core/agreed-loan";
import type { BusinessDate } from "@/lib/core/business-date";
import { instalmentStages, regularInstalment, type InstalmentStage } from "@/lib/core/instalment-stages";
import { maxMoney, type Money } from "@/lib/core/money";
import type { Instalment } from "@/lib/core/schedule";
import type { Product } from "./steps";
import { loanTermsOf, type TermColumns } from "./terms";

/** What the cost of a loan follows from, besides its amount, its term and the day it is paid out. */
export type CostTerms = TermColumns & Pick<Product, "originationFeePpm">;

/** The full cost of one loan repaid on time. Amounts in minor units. */
export type LoanCost = {
  amount: Money;
  instalments: number;
  /** What is paid regularly: see `regularInstalment`. */
  instalmentAmount: Money;
  /** What is asked for at first, and then. */
  stages: InstalmentStage[];
  totalInterest: Money;
  originationFee: Money;
  /** What reaches the borrower: the amount less the origination fee. */
  paidOut: Money;
  /** Everything that is paid back. */
  totalPayable: Money;
  /** The effective annual rate with the fee in it, parts per million; null where no rate answers. */
  aprPpm: number | null;
  firstDueOn: BusinessDate;
  lastDueOn: BusinessDate;
};

/** What one loan costs when it is paid out on a date and repaid on time, with its schedule. */
export function loanCostWithSchedule(
  terms: CostTerms,
  ask: { amount: Money; instalments: number },
  disbursedOn: BusinessDate,
): LoanCost & { schedule: Instalment[] } {
  const agreed = agreeLoan(loanTermsOf(terms, ask, disbursedOn), terms.originationFeePpm);
  const { schedule, originationFee, paidOut, aprPpm } = agreed;
  const { instalments, totalInterest, totalPayable } = schedule;
  return {
    ...ask,
    instalmentAmount: regularInstalment(agreed.terms, schedule),
    stages: instalmentStages(agreed.terms, schedule),
    totalInterest,
    originationFee,
    paidOut,
    totalPayable,
    aprPpm,
    firstDueOn: instalments[0]?.dueOn ?? disbursedOn,
    lastDueOn: instalments.at(-1)?.dueOn ?? disbursedOn,
    schedule: instalments,
  };
}

/** As `loanCostWithSchedule`, without the lines of the schedule. */
export function loanCost(terms: CostTerms, ask: { amount: Money; instalments: number }, disbursedOn: BusinessDate): LoanCost {
  const { schedule: _lines, ...cost } = loanCostWithSchedule(terms, ask, disbursedOn);
  return cost;
}

/** The middle of a product's amounts, cut to two or so leading digits, so that an example reads like a loan. */
export function middleAmount({ amountMin, amountMax }: Pick<Product, "amountMin" | "amountMax">): Money {
  const step = 10n ** BigInt(amountMin.toString().length - 1);
  const middle = (amountMin + amountMax) / 2n;
  return maxMoney(middle - (middle % step), amountMin);
}

/** The middle of a product's terms, in instalments. */
export function middleTerm({ instalmentsMin, instalmentsMax }: Pick<Product, "instalmentsMin" | "instalmentsMax">): number {
  return Math.floor((instalmentsMin + instalmentsMax) / 2);
}
