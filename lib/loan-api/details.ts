import { z } from "zod";
import { employmentStatuses } from "@/lib/core/eligibility";
import { createEmploymentDetails } from "@/lib/identity/operations/create-employment-details";
import { createFinancialDetails } from "@/lib/identity/operations/create-financial-details";
import { updateEmploymentDetails } from "@/lib/identity/operations/update-employment-details";
import { updateFinancialDetails } from "@/lib/identity/operations/update-financial-details";
import { getEmploymentDetails, getFinancialDetails } from "@/lib/identity/queries";
import { employmentAnswered, employmentExample, employmentOf, financialAnswered, financialExample, financialOf } from "./details-answer";
import { defineEndpoint } from "./dialect";
import { amountSent } from "./fields";
import { optionalTextSent } from "./profile-fields";

/* What a decision about a loan rests on: a borrower's money and work. */

/** An amount that may be left away; null says as little as a missing field. */
const optionalAmountSent = amountSent.nullish().transform((sent) => sent ?? undefined);

const statusSent = z.enum(employmentStatuses, { error: `Choose one of ${employmentStatuses.join(", ")}.` });

const financialSent = z.object({
  existing_loans: optionalAmountSent,
  monthly_emi: optionalAmountSent,
  assets_owned: optionalTextSent(financialExample.assets_owned),
  bank_account_details: optionalTextSent(financialExample.bank_account_details),
});

function financialInput(sent: z.output<typeof financialSent>) {
  const { existing_loans: existingLoans, monthly_emi: monthlyEmi, assets_owned: assetsOwned, bank_account_details: bankAccountDetails } = sent;
  return { existingLoans, monthlyEmi, assetsOwned, bankAccountDetails };
}

const workSent = {
  employer_name_address: optionalTextSent(employmentExample.employer_name_address),
  job_title: optionalTextSent(employmentExample.job_title),
  other_income: optionalAmountSent,
};
const newEmploymentSent = z.object({ employment_status: statusSent, monthly_income: amountSent, ...workSent });
const employmentSent = z.object({ employment_status: statusSent.nullish().transform((sent) => sent ?? undefined), monthly_income: optionalAmountSent, ...workSent });

function employmentInput(sent: z.output<typeof employmentSent>) {
  const { employment_status: employmentStatus, employer_name_address: employerNameAddress, job_title: jobTitle } = sent;
  return { employmentStatus, employerNameAddress, jobTitle, monthlyIncome: sent.monthly_income, otherIncome: sent.other_income };
}

const finance = { path: "/api/users/financial-details", tag: "Profile" };
const employment = { path: "/api/users/employment-details", tag: "Profile" };

const financialSaved = {
  schema: z.object({ message: z.string(), financial_details: financialAnswered }),
  example: { message: "Your financial details are saved.", financial_details: financialExample },
};
const employmentSaved = {
  schema: z.object({ message: z.string(), employment_details: employmentAnswered }),
  example: { message: "Your employment details are saved.", employment_details: employmentExample },
};

/** GET /api/users/financial-details */
export const financialDetailsEndpoint = defineEndpoint({
  ...finance,
  id: "getFinancialDetails",
  method: "GET",
  summary: "Financial details",
  permission: "identity.get-financial-details",
  refusals: ["details_not_saved"],
  answer: { schema: z.object({ financial_details: financialAnswered }), example: { financial_details: financialExample } },
  run: async (_sent, call) => ({ financial_details: financialOf(await call.read(getFinancialDetails)) }),
});

/** POST /api/users/financial-details */
export const createFinancialDetailsEndpoint = defineEndpoint({
  ...finance,
  id: "createFinancialDetails",
  method: "POST",
  summary: "Save financial details for the first time",
  permission: "identity.create-financial-details",
  body: financialSent,
  bodyExample: financialExample,
  isIdempotent: true,
  refusals: ["details_exist"],
  answer: { status: 201, ...financialSaved },
  async run({ body }, call) {
    await call.execute(createFinancialDetails, financialInput(body));
    return { message: "Your financial details are saved.", financial_details: financialOf(await call.read(getFinancialDetails)) };
  },
});

/** PUT /api/users/financial-details */
export const updateFinancialDetailsEndpoint = defineEndpoint({
  ...finance,
  id: "updateFinancialDetails",
  method: "PUT",
  summary: "Change financial details",
  description: "What is not sent stays as it is.",
  permission: "identity.update-financial-details",
  body: financialSent,
  bodyExample: { monthly_emi: 6500 },
  refusals: ["details_not_saved"],
  answer: financialSaved,
  async run({ body }, call) {
    await call.execute(updateFinancialDetails, financialInput(body));
    return { message: "Your financial details are saved.", financial_details: financialOf(await call.read(getFinancialDetails)) };
  },
});

/** GET /api/users/employment-details */
export const employmentDetailsEndpoint = defineEndpoint({
  ...employment,
  id: "getEmploymentDetails",
  method: "GET",
  summary: "Employment details",
  permission: "identity.get-employment-details",
  refusals: ["details_not_saved"],
  answer: { schema: z.object({ employment_details: employmentAnswered }), example: { employment_details: employmentExample } },
  run: async (_sent, call) => ({ employment_details: employmentOf(await call.read(getEmploymentDetails)) }),
});

/** POST /api/users/employment-details */
export const createEmploymentDetailsEndpoint = defineEndpoint({
  ...employment,
  id: "createEmploymentDetails",
  method: "POST",
  summary: "Save employment details for the first time",
  permission: "identity.create-employment-details",
  body: newEmploymentSent,
  bodyExample: employmentExample,
  isIdempotent: true,
  refusals: ["details_exist"],
  answer: { status: 201, ...employmentSaved },
  async run({ body }, call) {
    const { details } = await call.execute(createEmploymentDetails, employmentInput(body));
    return { message: "Your employment details are saved.", employment_details: employmentOf(details) };
  },
});

/** PUT /api/users/employment-details */
export const updateEmploymentDetailsEndpoint = defineEndpoint({
  ...employment,
  id: "updateEmploymentDetails",
  method: "PUT",
  summary: "Change employment details",
  description: "What is not sent stays as it is.",
  permission: "identity.update-employment-details",
  body: employmentSent,
  bodyExample: { monthly_income: 92000 },
  refusals: ["details_not_saved"],
  answer: employmentSaved,
  async run({ body }, call) {
    const { details } = await call.execute(updateEmploymentDetails, employmentInput(body));
    return { message: "Your employment details are saved.", employment_details: employmentOf(details) };
  },
});
