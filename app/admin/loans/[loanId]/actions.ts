"use server";

import { reviewDocument } from "@/lib/identity/operations/review-document";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { endCollection } from "@/lib/loans/operations/end-collection";
import { grantHoliday } from "@/lib/loans/operations/grant-holiday";
import { recordBackdatedRepayment } from "@/lib/loans/operations/record-backdated-repayment";
import { recordRecovery } from "@/lib/loans/operations/record-recovery";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { restructureLoan } from "@/lib/loans/operations/restructure-loan";
import { reverseRecovery } from "@/lib/loans/operations/reverse-recovery";
import { reverseRepayment } from "@/lib/loans/operations/reverse-repayment";
import { undoDisbursement } from "@/lib/loans/operations/undo-disbursement";
import { writeOffLoan } from "@/lib/loans/operations/write-off-loan";
import { serverAction } from "@/lib/platform/server-action";

export const disburseLoanAction = serverAction(disburseLoan);
export const rejectLoanAction = serverAction(rejectLoan);
export const reviewDocumentAction = serverAction(reviewDocument);
export const undoDisbursementAction = serverAction(undoDisbursement);
export const reverseRepaymentAction = serverAction(reverseRepayment);
export const recordBackdatedRepaymentAction = serverAction(recordBackdatedRepayment);
export const grantHolidayAction = serverAction(grantHoliday);
export const restructureLoanAction = serverAction(restructureLoan);
export const writeOffLoanAction = serverAction(writeOffLoan);
export const recordRecoveryAction = serverAction(recordRecovery);
export const reverseRecoveryAction = serverAction(reverseRecovery);
export const endCollectionAction = serverAction(endCollection);
