import type { Tx } from "@/db/transaction";
import { invariant } from "@/lib/core/invariant";
import { oldestUnpaidDueOn } from "@/lib/core/loan-account";
import { bouncedAfterWriteOffEntry } from "@/lib/core/loss-entries";
import type { Money } from "@/lib/core/money";
import { withoutPaid } from "@/lib/core/payment-taken-out";
import { owedAgain, stillOwed } from "@/lib/core/write-off";
import { roundOf } from "@/lib/funding/closing-steps";
import type { EntryContext } from "@/lib/funding/settlement";
import { postEntry } from "@/lib/ledger/steps";
import { readAccount, saveInstalments } from "./account-store";
import { writeOffOf } from "./collection-steps";
import type { StoredRepayment } from "./repayment-store";
import { setLoan, type Loan } from "./store";
import { setWriteOff } from "./write-off-store";

/**
 * Takes a payment out of a locked loan that was written off after it was posted. No counter moves, closed for good or
 * not: funders and the fund keep what they had, the platform loses it, and the borrower owes it again.
 * @returns the entry, what the platform has lost of the loan and not had back, and what the borrower owes now
 */
export async function reverseAfterWriteOff(
  tx: Tx,
  loan: Loan,
  { repayment, entry, reversesEntryId }: { repayment: StoredRepayment; entry: EntryContext; reversesEntryId: number },
): Promise<{ entryId: number; advance: Money; owed: Money }> {
  const { applied, preClosureFee } = repayment;
  invariant(preClosureFee === 0n, "bounce after a write-off: who paid a pre-closure fee has paid the loan off, and only a running loan is written off");
  const lateFees = applied.fee + applied.penalty;
  const writeOff = await writeOffOf(tx, loan);
  const raised = owedAgain(writeOff, { principal: applied.principal, interest: applied.interest, fees: lateFees });
  const { counters } = await roundOf(tx, loan.id);
  const entryId = await postEntry(tx, bouncedAfterWriteOffEntry("repayment_reversed", { bankId: loan.bankId, lost: applied.principal + applied.interest, fees: { late_fee_income: lateFees } }), {
    ...{ ...entry, loanId: loan.id, roundNumber: 1, reversesEntryId },
    ...{ cumPrincipalAfter: counters.cumPrincipal, cumInterestAfter: counters.cumInterest },
  });

  const before = await readAccount(tx, loan);
  const after = { ...before, instalments: withoutPaid(before.instalments, applied) };
  await saveInstalments(tx, loan.id, { before, after });
  await setLoan(tx, loan.id, { oldestUnpaidDueOn: oldestUnpaidDueOn(after) });
  const { owed, advance } = raised;
  await setWriteOff(tx, loan.id, { advance, owedPrincipal: owed.principal, owedInterest: owed.interest, owedFees: owed.fees });
  return { entryId, advance: advance - writeOff.advanceReturned, owed: stillOwed({ ...writeOff, ...raised }).total };
}
