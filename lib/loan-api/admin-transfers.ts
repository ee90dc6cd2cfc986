import { z } from "zod";
import { settleDeposit } from "@/lib/deposits/operations/settle-deposit";
import { settleWithdrawal } from "@/lib/deposits/operations/settle-withdrawal";
import { undoDisbursement } from "@/lib/loans/operations/undo-disbursement";
import { settleRepayment } from "@/lib/loans/operations/settle-repayment";
import { BOUNCE_DAYS, walkTransfers } from "@/lib/reports/transfer-queries";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, filterSent, idAnswered, idSent, pageAnswered, pageOf, pageSent } from "./fields";
import { answerOfLoan, loanAnswered, loanExample, runningLoanExample } from "./loan-answer";

const transferAnswered = z.object({
  transfer_id: idAnswered,
  kind: z.enum(["deposit", "withdrawal", "repayment"]),
  id: idAnswered.meta({ description: "Of the deposit, the withdrawal or the repayment: settle it under this id." }),
  user_id: idAnswered,
  full_name: z.string(),
  loan_id: idAnswered.nullable(),
  amount: amountAnswered,
  date: dateAnswered,
});

/** GET /api/admin/transfers */
export const listTransfersEndpoint = defineEndpoint({
  id: "listTransfers",
  method: "GET",
  path: "/api/admin/transfers",
  tag: "Admin: transfers",
  summary: "Money at the payment rail",
  description: `The newest first: what the rail holds, or with \`situation=settled\` deposits and withdrawals of the last ${BOUNCE_DAYS} days, which a bank may still send back. Pages by \`transfer_id\`.`,
  permission: "deposits.list-held",
  query: z.object({
    situation: filterSent(z.enum(["held", "settled"], { error: "Use held or settled." })).meta({ example: "held" }),
    ...pageSent,
  }),
  answer: {
    schema: z.object({ transfers: z.array(transferAnswered), ...pageAnswered }),
    example: {
      transfers: [{ transfer_id: 204, kind: "deposit", id: 12, user_id: 9, full_name: "Devika Nair", loan_id: null, amount: 25000, date: "2026-03-10" }],
      has_more: false,
    },
  },
  async run({ query: { situation, limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(walkTransfers, { situation, limit: limit + 1, after }), limit);
    const transfers = rows.map(({ transferId, kind, id, personId, personName, loanId, amount, on }) => ({
      ...{ transfer_id: transferId, kind, id, user_id: personId, full_name: personName, loan_id: loanId, amount: amountOf(amount), date: on },
    }));
    return { transfers, has_more };
  },
});

const settled = {
  method: "POST",
  tag: "Admin: transfers",
  params: z.object({ id: idSent }),
  isIdempotent: true,
  refusals: ["transfer_not_pending"],
} as const;

/** POST /api/admin/deposits/{id}/settle */
export const settleDepositEndpoint = defineEndpoint({
  ...settled,
  id: "settleDeposit",
  path: "/api/admin/deposits/{id}/settle",
  summary: "Say what became of a deposit",
  description: "A held deposit arrives or does not; a confirmed one can still come back.",
  permission: "deposits.settle-deposit",
  body: z.object({ outcome: z.enum(["confirmed", "bounced"], { error: "Use confirmed or bounced." }) }),
  bodyExample: { outcome: "confirmed" },
  answer: {
    schema: z.object({ message: z.string(), deposit: z.object({ deposit_id: idAnswered, state: z.enum(["confirmed", "bounced"]) }) }),
    example: { message: "The deposit is confirmed.", deposit: { deposit_id: 12, state: "confirmed" } },
  },
  async run({ params, body }, call) {
    const { depositId, state } = await call.execute(settleDeposit, { depositId: params.id, outcome: body.outcome });
    return { message: `The deposit is ${state}.`, deposit: { deposit_id: depositId, state } };
  },
});

/** POST /api/admin/withdrawals/{id}/settle */
export const settleWithdrawalEndpoint = defineEndpoint({
  ...settled,
  id: "settleWithdrawal",
  path: "/api/admin/withdrawals/{id}/settle",
  summary: "Say what became of a withdrawal",
  description: "A requested withdrawal is paid or refused; a paid one can still come back.",
  permission: "deposits.settle-withdrawal",
  body: z.object({ outcome: z.enum(["paid", "refused", "bounced"], { error: "Use paid, refused or bounced." }) }),
  bodyExample: { outcome: "paid" },
  answer: {
    schema: z.object({ message: z.string(), withdrawal: z.object({ withdrawal_id: idAnswered, state: z.enum(["paid", "refused", "bounced"]) }) }),
    example: { message: "The withdrawal is paid.", withdrawal: { withdrawal_id: 3, state: "paid" } },
  },
  async run({ params, body }, call) {
    const { withdrawalId, state } = await call.execute(settleWithdrawal, { withdrawalId: params.id, outcome: body.outcome });
    return { message: `The withdrawal is ${state}.`, withdrawal: { withdrawal_id: withdrawalId, state } };
  },
});

/** POST /api/admin/repayments/{id}/settle */
export const settleRepaymentEndpoint = defineEndpoint({
  ...settled,
  id: "settleRepayment",
  path: "/api/admin/repayments/{id}/settle",
  summary: "Say what became of a borrower's payment",
  description: "A held payment arrives, and is posted as of today, or does not. One that the loan no longer has room for is refused as the payment itself would be.",
  permission: "loans.settle-repayment",
  refusals: ["transfer_not_pending", "loan_not_active", "loan_written_off", "repayment_exceeds_payoff", "repayment_closes_loan", "payoff_changed"],
  body: z.object({ outcome: z.enum(["confirmed", "bounced"], { error: "Use confirmed or bounced." }) }),
  bodyExample: { outcome: "confirmed" },
  answer: {
    schema: z.object({ message: z.string(), repayment: z.object({ repayment_id: idAnswered, state: z.enum(["posted", "bounced"]) }), loan: loanAnswered }),
    example: { message: "The payment is posted.", repayment: { repayment_id: 88, state: "posted" }, loan: { ...runningLoanExample, outstanding_principal: 110603.76 } },
  },
  async run({ params, body }, call) {
    const { repaymentId, state, loan } = await call.execute(settleRepayment, { repaymentId: params.id, outcome: body.outcome });
    return { message: `The payment is ${state}.`, repayment: { repayment_id: repaymentId, state }, loan: answerOfLoan(loan) };
  },
});

/** POST /api/admin/loans/{id}/undo-disbursement */
export const undoDisbursementEndpoint = defineEndpoint({
  ...settled,
  id: "undoDisbursement",
  path: "/api/admin/loans/{id}/undo-disbursement",
  summary: "Say that a loan's payout came back",
  description: "Only while nothing was ever paid on it. The funders have their money back in full, the origination fee is undone, and the loan is withdrawn.",
  permission: "loans.undo-disbursement",
  refusals: ["own_loan", "loan_not_active", "loan_written_off", "loan_has_payments"],
  body: z.object({ reason: z.string({ error: "Say why. It is kept with the loan." }).meta({ description: "Kept with the loan, and told to the borrower.", example: "The account is closed." }) }),
  bodyExample: { reason: "The account is closed." },
  answer: {
    schema: z.object({ message: z.string(), loan: loanAnswered }),
    example: {
      message: "The payout is undone.",
      loan: { ...loanExample, status: "Closed", state: "withdrawn_approved", reason: "The account is closed.", approval_date: "2026-03-03", pre_closure_date: "2026-03-06", closed_date: "2026-03-06" },
    },
  },
  async run({ params, body }, call) {
    const { loan } = await call.execute(undoDisbursement, { loanId: params.id, ...body });
    return { message: "The payout is undone.", loan: answerOfLoan(loan) };
  },
});
