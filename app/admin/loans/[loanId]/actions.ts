"use server";

import { reviewDocument } from "@/lib/identity/operations/review-document";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { serverAction } from "@/lib/platform/server-action";

export const disburseLoanAction = serverAction(disburseLoan);
export const reviewDocumentAction = serverAction(reviewDocument);
