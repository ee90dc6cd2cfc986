import { z } from "zod";
import { grantHoliday } from "@/lib/loans/operations/grant-holiday";
import { recordBackdatedRepayment } from "@/lib/loans/operations/record-backdated-repayment";
import { restructureLoan } from "@/lib/loans/operations/restructure-loan";
import { reverseRepayment } from "@/lib/loans/operations/reverse-repayment";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, amountSent, idAnswered, idSent } from "./fields";
import { answerOfLoan, loanAnswered, runningLoanExample } from "./loan-answer";
import { answerOfOutlook, answerOfReceived, outlookAnswered, prepaymentSent, repaymentAnswered, repaymentExample } from "./repayment-answer";

/* What staff put right on a running loan. */

const chosen = z.object({ id: idSent });
const reasonSent = z.string({ error: "Say why. It is kept with the loan." }).meta({ description: "Kept with the loan, and told to the borrower.", example: "The transfer bounced." });

const corrected = z.object({
  message: z.string(),
  repayment: repaymentAnswered,
  loan: loanAnswered,
  advance: amountAnswered.meta({ description: "What the platform has advanced on this loan: funders keep what was passed on to them, and later payments repay it first. Of a loan that was written off it is lost: recoveries return it after the funders and the provision fund." }),
});

/** POST /api/admin/repayments/{id}/reverse */
export const reverseRepaymentEndpoint = defineEndpoint({
  id: "reverseRepayment",
  method: "POST",
  path: "/api/admin/repayments/{id}/reverse",
  tag: "Admin: loans",
  summary: "Take back a posted payment",
  description: "It bounced after all, or was posted by mistake. Later payments are replayed and only the difference is posted. Funders are never asked for anything back. Of a loan that was written off since, the payment is owed again and nothing is replayed.",
  permission: "loans.reverse-repayment",
  params: chosen,
  body: z.object({ reason: reasonSent }),
  bodyExample: { reason: "The transfer bounced." },
  isIdempotent: true,
  refusals: ["own_loan", "repayment_not_reversible", "later_payment_exceeds_payoff"],
  answer: {
    schema: corrected,
    example: {
      message: "The payment is reversed.",
      repayment: { ...repaymentExample, state: "reversed", principal: 0, interest: 0 },
      ...{ loan: runningLoanExample, advance: 10746.24 },
    },
  },
  async run({ params, body }, call) {
    const { advance, loan, ...repayment } = await call.execute(reverseRepayment, { repaymentId: params.id, ...body });
    return { message: "The payment is reversed.", repayment: answerOfReceived(repayment), loan: answerOfLoan(loan), advance: amountOf(advance) };
  },
});

/** POST /api/admin/loans/{id}/repayments */
export const recordBackdatedRepaymentEndpoint = defineEndpoint({
  id: "recordBackdatedRepayment",
  method: "POST",
  path: "/api/admin/loans/{id}/repayments",
  tag: "Admin: loans",
  summary: "Record money that arrived on an earlier day",
  description: "It counts from that day on: later payments are replayed behind it, and a late fee that it would have avoided falls away.",
  permission: "loans.record-backdated-repayment",
  params: chosen,
  body: z.object({
    amount: amountSent,
    value_date: z.string({ error: "Enter the day on which it arrived, as YYYY-MM-DD." }).meta({ description: "From the disbursement until today.", example: "2026-04-04" }),
    prepayment: prepaymentSent,
  }),
  bodyExample: { amount: 10746.24, value_date: "2026-04-04" },
  isIdempotent: true,
  refusals: ["own_loan", "loan_not_active", "loan_written_off", "value_date_outside_loan", "repayment_exceeds_payoff", "repayment_closes_loan", "later_payment_exceeds_payoff"],
  answer: { status: 201, schema: corrected, example: { message: "The payment is recorded.", repayment: repaymentExample, loan: runningLoanExample, advance: 0 } },
  async run({ params, body: { amount, value_date, prepayment } }, call) {
    const { advance, loan, ...repayment } = await call.execute(recordBackdatedRepayment, { loanId: params.id, amount, valueDate: value_date, prepayment });
    return { message: "The payment is recorded.", repayment: answerOfReceived(repayment), loan: answerOfLoan(loan), advance: amountOf(advance) };
  },
});

const changed = z.object({ message: z.string(), change_id: idAnswered, outlook: outlookAnswered });

const outlookExample = { instalments_left: 11, next_instalment: { due_date: "2026-07-04", amount: 11102.5 }, last_due_date: "2027-05-04", left_to_pay: 122127.5 };

/** POST /api/admin/loans/{id}/holiday */
export const grantHolidayEndpoint = defineEndpoint({
  id: "grantHoliday",
  method: "POST",
  path: "/api/admin/loans/{id}/holiday",
  tag: "Admin: loans",
  summary: "Put off the next instalments",
  permission: "loans.grant-holiday",
  params: chosen,
  body: z.object({
    instalments: z.number({ error: "Enter how many instalments are put off." }).meta({ description: "1 to 12 of the next ones.", example: 2 }),
    interest: z.enum(["accrues", "waived"], { error: "Use accrues or waived." }).optional().meta({ description: "Whether interest goes on meanwhile. By default it does." }),
    reason: reasonSent,
  }),
  bodyExample: { instalments: 2, interest: "accrues", reason: "Between two jobs." },
  isIdempotent: true,
  refusals: ["own_loan", "loan_not_active", "loan_written_off", "nothing_to_put_off"],
  answer: { schema: changed, example: { message: "The instalments are put off.", change_id: 4, outlook: outlookExample } },
  async run({ params, body }, call) {
    const { changeId, outlook } = await call.execute(grantHoliday, { loanId: params.id, ...body });
    return { message: "The instalments are put off.", change_id: changeId, outlook: answerOfOutlook(outlook) };
  },
});

/** POST /api/admin/loans/{id}/restructure */
export const restructureLoanEndpoint = defineEndpoint({
  id: "restructureLoan",
  method: "POST",
  path: "/api/admin/loans/{id}/restructure",
  tag: "Admin: loans",
  summary: "Spread what is owed anew",
  description: "Everything that is owed, arrears included, over a new number of instalments at a new rate.",
  permission: "loans.restructure",
  params: chosen,
  body: z.object({
    instalments: z.number({ error: "Enter the new number of instalments." }).meta({ example: 18 }),
    interest_rate: z.union([z.number(), z.string()], { error: "Enter the yearly rate in percent, for example 10.5." }).meta({ description: "Percent a year, at most four decimals.", example: 10.5 }),
    reason: reasonSent,
  }),
  bodyExample: { instalments: 18, interest_rate: 10.5, reason: "A lower income." },
  fields: { rate: "interest_rate" },
  isIdempotent: true,
  refusals: ["own_loan", "loan_not_active", "loan_written_off", "flat_rate_fixed", "nothing_to_put_off"],
  answer: { schema: changed, example: { message: "The schedule is changed.", change_id: 5, outlook: outlookExample } },
  async run({ params, body: { instalments, interest_rate, reason } }, call) {
    const { changeId, outlook } = await call.execute(restructureLoan, { loanId: params.id, instalments, rate: interest_rate, reason });
    return { message: "The schedule is changed.", change_id: changeId, outlook: answerOfOutlook(outlook) };
  },
});
