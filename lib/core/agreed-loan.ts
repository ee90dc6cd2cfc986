import { annualCostPpm } from "./annual-cost";
import { originationFeeOf } from "./loan";
import type { Money } from "./money";
import { buildSchedule, type LoanTerms, type Schedule } from "./schedule";

/** All that follows from the terms of a loan and the day it is paid out on. Amounts in minor units. */
export type AgreedLoan = {
  terms: LoanTerms;
  schedule: Schedule;
  /** Withheld when the loan is paid out. */
  originationFee: Money;
  /** What reaches the borrower: the principal less the origination fee. */
  paidOut: Money;
  /** Interest and the origination fee of a loan repaid on time. */
  totalCost: Money;
  /** The effective annual rate with the fee in it, parts per million; null where no rate answers. */
  aprPpm: number | null;
};

/**
 * The one function of what is agreed: the calculator in the browser, the catalogue, the contract that the borrower
 * accepts and the booked schedule all begin here, so that none can promise what another does not keep.
 */
export function agreeLoan(terms: LoanTerms, originationFeePpm: number): AgreedLoan {
  const schedule = buildSchedule(terms);
  const originationFee = originationFeeOf(terms.principal, originationFeePpm);
  const paidOut = terms.principal - originationFee;
  const aprPpm = annualCostPpm({ paidOut, instalments: schedule.instalments, terms });
  return { terms, schedule, originationFee, paidOut, totalCost: schedule.totalInterest + originationFee, aprPpm };
}
