"use server";

import { saveBorrowerDetails } from "@/lib/identity/operations/save-borrower-details";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { serverAction } from "@/lib/platform/server-action";

export const applyForLoanAction = serverAction(applyForLoan);
export const saveBorrowerDetailsAction = serverAction(saveBorrowerDetails);
