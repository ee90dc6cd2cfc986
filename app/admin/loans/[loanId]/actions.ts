"use server";

import { reviewDocument } from "@/lib/identity/operations/review-document";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { grantHoliday } from "@/lib/loans/operations/grant-holiday";
import { recordBackdatedRepayment } from "@/lib/loans/operations/record-backdated-repayment";
import { restructureLoan } from "@/lib/loans/operations/restructure-loan";
import { reverseRepayment } from "@/lib/loans/operations/reverse-repayment";
import { serverAction } from "@/lib/platform/server-action";

export const disburseLoanAction = serverAction(disburseLoan);
export const reviewDocumentAction = serverAction(reviewDocument);
export const reverseRepaymentAction = serverAction(reverseRepayment);
export const recordBackdatedRepaymentAction = serverAction(recordBackdatedRepayment);
export const grantHolidayAction = serverAction(grantHoliday);
export const restructureLoanAction = serverAction(restructureLoan);
