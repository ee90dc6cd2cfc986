"use server";

import { uploadDocument } from "@/lib/identity/operations/upload-document";
import { acceptContract } from "@/lib/loans/operations/accept-contract";
import { payOffLoan } from "@/lib/loans/operations/pay-off-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { withdrawApplication } from "@/lib/loans/operations/withdraw-application";
import { serverAction } from "@/lib/platform/server-action";

export const acceptContractAction = serverAction(acceptContract);
export const repayLoanAction = serverAction(repayLoan);
export const payOffLoanAction = serverAction(payOffLoan);
export const withdrawApplicationAction = serverAction(withdrawApplication);
export const uploadDocumentAction = serverAction(uploadDocument);
