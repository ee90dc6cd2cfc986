import { z } from "zod";
import { standingOf, loanStandings, type LoanStanding } from "@/lib/core/loan";
import { termInMonths } from "@/lib/core/rate";
import type { LoanSnapshot } from "@/lib/loans/loan-snapshot";
import { amountAnswered, amountOf, dateAnswered, idAnswered, percentOf } from "./fields";

/* A loan in this contract's words: in every answer that tells of one, and in webhooks. */

export const loanStatuses = ["Pending", "Approved", "Rejected", "Active", "Closed"] as const;

export type LoanStatus = (typeof loanStatuses)[number];

/** The contract has five words for what we have eight. */
const statusOf: Readonly<Record<LoanStanding, LoanStatus>> = {
  pending: "Pending",
  approved: "Approved",
  rejected: "Rejected",
  withdrawn_undecided: "Rejected",
  withdrawn_approved: "Closed",
  active: "Active",
  closed: "Closed",
  written_off: "Closed",
};

/** The status of a loan of which no more is told. */
export function statusOfLoan(loan: Pick<LoanSnapshot, "state" | "decidedOn">): LoanStatus {
  return statusOf[standingOf(loan)];
}

/** A status as a client asks for it in a query, in any capitalisation; nothing, or an empty text, is every status. */
export const statusSent = z
  .string()
  .transform((text, context) => {
    if (text.trim() === "") return undefined;
    const status = loanStatuses.find((each) => each.toLowerCase() === text.trim().toLowerCase());
    if (status !== undefined) return status;
    context.addIssue({ code: "custom", message: `Use one of ${loanStatuses.join(", ")}.` });
    return z.NEVER;
  })
  .optional()
  .meta({ description: `One of ${loanStatuses.join(", ")}, in any capitalisation.`, example: "Active" });

/** How the loans of a status stand; undefined, for no status, is every one. */
export function standingsOf(status: LoanStatus | undefined): LoanStanding[] | undefined {
  return status && loanStandings.filter((standing) => statusOf[standing] === status);
}

export const loanAnswered = z
  .object({
    loan_id: idAnswered,
    user_id: idAnswered.meta({ description: "The borrower." }),
    loan_product_id: idAnswered,
    product_name: z.string(),
    bank_id: idAnswered,
    bank_name: z.string(),
    loan_amount: amountAnswered,
    tenure_months: z.number().int().meta({ description: "The term in months; of a loan in days, to the nearest month." }),
    instalment_count: z.number().int(),
    instalment_interval: z.object({ unit: z.enum(["month", "day"]), count: z.number().int() }),
    interest_rate: z.number().meta({ description: "Percent; of a year unless `rate_basis` says otherwise." }),
    rate_basis: z.enum(["year", "term"]),
    monthly_emi: amountAnswered.meta({ description: "The equal instalment." }),
    outstanding_principal: amountAnswered,
    status: z.enum(loanStatuses),
    state: z
      .enum(loanStandings)
      .meta({ description: "The status in more words: a withdrawn application is Rejected, a loan given up after approval and one written off are Closed." }),
    reason: z.string().nullable().meta({ description: "What the bank said with its decision." }),
    application_date: dateAnswered,
    approval_date: dateAnswered.nullable().meta({ description: "The day of the decision." }),
    disbursal_date: dateAnswered.nullable(),
    pre_closure_date: dateAnswered.nullable().meta({ description: "The day on which the loan ended before its term, by payment or before it was paid out." }),
    closed_date: dateAnswered.nullable(),
  })
  .meta({ id: "Loan" });

/** A loan as it is answered. */
export function answerOfLoan(loan: LoanSnapshot): z.input<typeof loanAnswered> {
  const standing = standingOf(loan);
  const interval = { unit: loan.intervalUnit, count: loan.intervalCount };
  return {
    loan_id: loan.id,
    user_id: loan.borrowerId,
    loan_product_id: loan.productId,
    product_name: loan.productName,
    bank_id: loan.bankId,
    bank_name: loan.bankName,
    loan_amount: amountOf(loan.principal),
    tenure_months: termInMonths(interval, loan.instalmentCount),
    instalment_count: loan.instalmentCount,
    instalment_interval: interval,
    interest_rate: percentOf(loan.ratePpm),
    rate_basis: loan.rateBasis,
    monthly_emi: amountOf(loan.instalmentAmount),
    outstanding_principal: amountOf(loan.outstanding),
    status: statusOf[standing],
    state: standing,
    reason: loan.closeNote ?? loan.decisionReason,
    application_date: loan.appliedOn,
    approval_date: loan.decidedOn,
    disbursal_date: loan.disbursedOn,
    pre_closure_date: endedEarly(loan, standing) ? loan.closedOn : null,
    closed_date: loan.closedOn,
  };
}

function endedEarly({ closeReason }: LoanSnapshot, standing: LoanStanding): boolean {
  return standing === "withdrawn_approved" || (standing === "closed" && closeReason === "repaid_early");
}

export const loanExample: z.input<typeof loanAnswered> = {
  loan_id: 41,
  user_id: 7,
  loan_product_id: 1,
  product_name: "Personal Loan",
  bank_id: 2,
  bank_name: "Sahyadri Bank",
  loan_amount: 120000,
  tenure_months: 12,
  instalment_count: 12,
  instalment_interval: { unit: "month", count: 1 },
  interest_rate: 13.5,
  rate_basis: "year",
  monthly_emi: 10746.24,
  outstanding_principal: 0,
  status: "Pending",
  state: "pending",
  reason: null,
  application_date: "2026-03-02",
  approval_date: null,
  disbursal_date: null,
  pre_closure_date: null,
  closed_date: null,
};

/** The same loan once it is paid out. */
export const runningLoanExample: z.input<typeof loanAnswered> = {
  ...loanExample,
  ...{ status: "Active", state: "active", approval_date: "2026-03-03", disbursal_date: "2026-03-04", outstanding_principal: 120000 },
};
