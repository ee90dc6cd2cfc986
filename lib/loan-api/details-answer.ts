import { z } from "zod";
import { employmentStatuses } from "@/lib/core/eligibility";
import type { getEmploymentDetails, getFinancialDetails } from "@/lib/identity/queries";
import { amountAnswered, amountOf } from "./fields";

/* What a borrower told of money and work, as this contract tells it. */

export const financialAnswered = z.object({
  existing_loans: amountAnswered.meta({ description: "What is owed to other lenders." }),
  monthly_emi: amountAnswered.meta({ description: "What is paid to them a month." }),
  assets_owned: z.string(),
  bank_account_details: z.string(),
});

export const financialExample: z.input<typeof financialAnswered> = {
  existing_loans: 150000,
  monthly_emi: 4200,
  assets_owned: "A flat in Pune",
  bank_account_details: "HDFC 50100012345678",
};

/** Our financial details in this contract's words. */
export function financialOf(details: Awaited<ReturnType<typeof getFinancialDetails.execute>>): z.input<typeof financialAnswered> {
  return {
    existing_loans: amountOf(details.existingLoans),
    monthly_emi: amountOf(details.monthlyEmi),
    assets_owned: details.assetsOwned,
    bank_account_details: details.bankAccountDetails,
  };
}

export const employmentAnswered = z.object({
  employment_status: z.enum(employmentStatuses),
  employer_name_address: z.string(),
  job_title: z.string(),
  monthly_income: amountAnswered,
  other_income: amountAnswered,
});

export const employmentExample: z.input<typeof employmentAnswered> = {
  employment_status: "Employed",
  employer_name_address: "Infosys, Pune",
  job_title: "Engineer",
  monthly_income: 85000,
  other_income: 0,
};

/** Our employment details in this contract's words. */
export function employmentOf(details: Awaited<ReturnType<typeof getEmploymentDetails.execute>>): z.input<typeof employmentAnswered> {
  return {
    employment_status: details.status,
    employer_name_address: details.employerNameAddress,
    job_title: details.jobTitle,
    monthly_income: amountOf(details.monthlyIncome),
    other_income: amountOf(details.otherIncome),
  };
}
