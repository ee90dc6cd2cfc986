import type { Tx } from "@/db/transaction";
import type { Product } from "@/lib/catalog/steps";
import { addDays } from "@/lib/core/business-date";
import { invariant } from "@/lib/core/invariant";
import type { AllocationRun } from "@/lib/funding/allocation";
import { reserveFunds } from "@/lib/funding/reservation-steps";
import { loanTerms } from "./account-store";
import { fundingNeedOf } from "./disbursement";
import { readLoan } from "./store";

/**
 * Holds the money for a loan that the caller has locked or written and that is approved now, where its product says so,
 * until so many days have passed.
 * What depositors say of terms is asked of the schedule that would begin today. Refuses `allocation_not_possible`.
 */
export async function reserveAtApproval(tx: Tx, loanId: number, { product, ...run }: AllocationRun & { product: Product }): Promise<void> {
  if (product.reservationDays === null) return;
  const loan = await readLoan(tx, loanId);
  invariant(loan !== null, "reservation: the caller holds the loan's row");
  const today = run.entry.businessDate;
  const need = fundingNeedOf(loan, product, loanTerms({ ...loan, disbursedOn: today }));
  await reserveFunds(tx, need, { ...run, expiresOn: addDays(today, product.reservationDays) });
}
