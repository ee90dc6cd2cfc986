import { database } from "@/db/client";
import { daysBetween, type BusinessDate } from "@/lib/core/business-date";
import { daysPastDue, NPL_DAYS } from "@/lib/core/delinquency";
import type { Actor } from "@/lib/core/permissions";
import { recordRecovery } from "@/lib/loans/operations/record-recovery";
import { writeOffLoan } from "@/lib/loans/operations/write-off-loan";
import { readLoan } from "@/lib/loans/store";
import { readWriteOff } from "@/lib/loans/write-off-store";
import type { RunningLoan } from "./lives";

/** Staff do not give a loan up on the first day on which they may. */
const WRITTEN_OFF_AT_DAYS = NPL_DAYS + 5;
const RECOVERED_AFTER_DAYS = 45;

/** Gives up the loans of which the story says so, and brings back what it says comes back. */
export async function collectWhatIsLost(loans: readonly RunningLoan[], { admin, today }: { admin: Actor; today: BusinessDate }): Promise<void> {
  for (const { loanId, story, over } of loans) {
    if (!over || story.habit.kind !== "given_up") continue;
    const loan = await readLoan(database(), loanId);
    if (loan?.state === "active" && daysPastDue(loan.oldestUnpaidDueOn, today) === WRITTEN_OFF_AT_DAYS) {
      await writeOffLoan.execute(admin, { loanId, reason: "No payment and no answer since the third instalment; the employer says that the borrower has left." });
    }
    const writeOff = await readWriteOff(database(), loanId);
    if (writeOff && daysBetween(writeOff.writtenOffOn, today) === RECOVERED_AFTER_DAYS) {
      await recordRecovery.execute(admin, { loanId, amount: story.habit.recovered, note: "First part of what was agreed with the family." });
    }
  }
}
