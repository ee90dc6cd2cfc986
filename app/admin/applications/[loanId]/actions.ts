"use server";

import { reviewDocument } from "@/lib/identity/operations/review-document";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { serverAction } from "@/lib/platform/server-action";

export const approveLoanAction = serverAction(approveLoan);
export const rejectLoanAction = serverAction(rejectLoan);
export const reviewDocumentAction = serverAction(reviewDocument);
