import { z } from "zod";
import { grades } from "@/lib/core/loan";
import type { StaffLoan } from "@/lib/loans/staff-loan-queries";
import { answerOfLoan, loanAnswered, loanExample } from "./loan-answer";

/** A loan as staff are told of it. */
export const adminLoanAnswered = loanAnswered
  .extend({
    borrower_name: z.string(),
    grade: z.enum(grades).nullable().meta({ description: "Of the score at the application; null for a product without one." }),
    days_past_due: z.number().int().meta({ description: "Since the oldest unpaid instalment was due; 0 unless the loan is active." }),
  })
  .meta({ id: "AdminLoan" });

/** A loan as it is answered to staff. */
export function answerOfStaffLoan({ loan, borrowerName, grade, daysPastDue }: StaffLoan): z.input<typeof adminLoanAnswered> {
  return { ...answerOfLoan(loan), borrower_name: borrowerName, grade, days_past_due: daysPastDue };
}

export const adminLoanExample: z.input<typeof adminLoanAnswered> = { ...loanExample, borrower_name: "Asha Rao", grade: "B", days_past_due: 0 };
