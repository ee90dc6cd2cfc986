import { CollectionCard } from "@/components/admin/collection-card";
import { WriteOffCard } from "@/components/admin/write-off-card";
import type { Actor } from "@/lib/core/permissions";
import { getCollection, previewWriteOff } from "@/lib/loans/collection-queries";
import type { LoanFile } from "@/lib/loans/loan-file-queries";
import { moneyFormat } from "@/lib/platform/money-format";
import { endCollectionAction, recordRecoveryAction, reverseRecoveryAction, writeOffLoanAction } from "./actions";

/** Long before a loan can be given up it is no use to show what that would mean. */
const SHOWN_FROM_DAYS_PAST_DUE = 60;

/** Giving a late loan up, and what comes back of one that was; nothing for any other loan. */
export async function CollectionSection({ actor, file: { loan, arrears } }: { actor: Actor; file: LoanFile }) {
  if (loan.state === "written_off") {
    const collection = await getCollection.execute(actor, { loanId: loan.id });
    return collection && <CollectionCard loanId={loan.id} collection={collection} record={recordRecoveryAction} reverse={reverseRecoveryAction} end={endCollectionAction} />;
  }
  if (arrears === null || arrears.daysPastDue < SHOWN_FROM_DAYS_PAST_DUE) return null;
  const preview = await previewWriteOff.execute(actor, { loanId: loan.id });
  return <WriteOffCard loanId={loan.id} preview={preview} format={moneyFormat} writeOff={writeOffLoanAction} />;
}
