import { z } from "zod";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { walkLoans } from "@/lib/loans/staff-loan-queries";
import { adminLoanAnswered, adminLoanExample, answerOfStaffLoan } from "./admin-loan-answer";
import { defineEndpoint } from "./dialect";
import { filterSent, idSent, methodSent, pageAnswered, pageOf, pageSent } from "./fields";
import { answerOfLoan, loanAnswered, loanExample, runningLoanExample, standingsOf, statusSent } from "./loan-answer";

/** What the borrower reads where a client of the contract rejects without a word. */
const UNSAID_REASON = "The bank decided against this application.";

const loanChosen = z.object({ id: idSent });
const decidedAnswered = z.object({ message: z.string(), loan: loanAnswered });

/** GET /api/admin/loans */
export const listLoansEndpoint = defineEndpoint({
  id: "listLoans",
  method: "GET",
  path: "/api/admin/loans",
  tag: "Admin: loans",
  summary: "Every application and loan",
  description: "The newest first.",
  permission: "loans.list-all",
  query: z.object({
    status: statusSent,
    bank_id: filterSent(idSent).meta({ description: "Of this bank only.", example: 2 }),
    user_id: filterSent(idSent).meta({ description: "Of this borrower only.", example: 7 }),
    ...pageSent,
  }),
  answer: { schema: z.object({ loans: z.array(adminLoanAnswered), ...pageAnswered }), example: { loans: [adminLoanExample], has_more: false } },
  async run({ query: { status, bank_id, user_id, limit, after } }, call) {
    const asked = { standings: standingsOf(status), bankId: bank_id, borrowerId: user_id, limit: limit + 1, after };
    const { rows, has_more } = pageOf(await call.read(walkLoans, asked), limit);
    return { loans: rows.map(answerOfStaffLoan), has_more };
  },
});

/** POST /api/admin/loans/{id}/approve */
export const approveLoanEndpoint = defineEndpoint({
  id: "approveLoan",
  method: "POST",
  path: "/api/admin/loans/{id}/approve",
  tag: "Admin: loans",
  summary: "Approve an application",
  description: "The rules are checked once more with what is known today. Nothing is paid out until it is disbursed; where the product holds the money from the approval on, depositors' and the bank's money is set aside now, all or nothing, for so many days.",
  permission: "loans.approve",
  params: loanChosen,
  body: z.object({ note: z.string({ error: "Write the note as a text." }).nullish().meta({ description: "Kept with the decision, at most 400 characters." }) }),
  bodyExample: { note: "Payslips of three months seen." },
  isIdempotent: true,
  refusals: ["loan_not_pending", "loan_no_longer_eligible", "details_missing", "own_application", "allocation_not_possible"],
  answer: { schema: decidedAnswered, example: { message: "The loan is approved.", loan: { ...loanExample, status: "Approved", state: "approved", approval_date: "2026-03-03" } } },
  async run({ params, body }, call) {
    const { loan } = await call.execute(approveLoan, { loanId: params.id, note: body.note ?? "" });
    return { message: "The loan is approved.", loan: answerOfLoan(loan) };
  },
});

/** POST /api/admin/loans/{id}/reject */
export const rejectLoanEndpoint = defineEndpoint({
  id: "rejectLoan",
  method: "POST",
  path: "/api/admin/loans/{id}/reject",
  tag: "Admin: loans",
  summary: "Reject an application",
  permission: "loans.reject",
  params: loanChosen,
  body: z.object({
    reason: z
      .string({ error: "Write the reason as a text." })
      .nullish()
      .meta({ description: `What the borrower reads, at most 400 characters. By default: "${UNSAID_REASON}"` }),
    revoke_approval: z
      .boolean({ error: "Say true or false." })
      .optional()
      .meta({ description: "Takes back an approval that is not paid out yet. Without it only an application that waits for a decision can be rejected." }),
  }),
  bodyExample: { reason: "The payslips do not match the income stated." },
  isIdempotent: true,
  refusals: ["loan_not_pending", "own_application"],
  fields: { revokesApproval: "revoke_approval" },
  answer: {
    schema: decidedAnswered,
    example: {
      message: "The application is rejected.",
      loan: { ...loanExample, status: "Rejected", state: "rejected", reason: "The payslips do not match the income stated.", approval_date: "2026-03-03" },
    },
  },
  async run({ params, body: { reason, revoke_approval } }, call) {
    const { loan } = await call.execute(rejectLoan, { loanId: params.id, reason: reason?.trim() || UNSAID_REASON, revokesApproval: revoke_approval });
    return { message: "The application is rejected.", loan: answerOfLoan(loan) };
  },
});

/** POST /api/admin/loans/{id}/disburse */
export const disburseLoanEndpoint = defineEndpoint({
  id: "disburseLoan",
  method: "POST",
  path: "/api/admin/loans/{id}/disburse",
  tag: "Admin: loans",
  summary: "Pay out an approved loan",
  description: "Lends the money held for it since its approval, or else allocates it over the depositors' waiting money, all or nothing, and opens the schedule.",
  permission: "loans.disburse",
  params: loanChosen,
  body: z.object({ method: methodSent }),
  bodyExample: { method: "own-account" },
  isIdempotent: true,
  refusals: ["loan_not_approved", "approval_expired", "documents_missing", "written_off_debt_unpaid", "allocation_not_possible", "disbursement_refused_by_bank"],
  answer: {
    schema: decidedAnswered,
    example: {
      message: "The loan is paid out.",
      loan: runningLoanExample,
    },
  },
  async run({ params, body: { method } }, call) {
    const { loan } = await call.execute(disburseLoan, { loanId: params.id, method });
    return { message: "The loan is paid out.", loan: answerOfLoan(loan) };
  },
});
