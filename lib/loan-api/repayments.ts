import { z } from "zod";
import { payOffLoan } from "@/lib/loans/operations/pay-off-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { getOwnPayoff, listOwnPayments } from "@/lib/loans/own-snapshot-queries";
import type { ReceivedRepayment } from "@/lib/loans/receive-repayment";
import { defineEndpoint } from "./dialect";
import { amountSent, idSent, methodSent, pageAnswered, pageOf, pageSent } from "./fields";
import { answerOfLoan, loanAnswered, runningLoanExample } from "./loan-answer";
import {
  answerOfPayment,
  answerOfPayoff,
  answerOfReceived,
  payoffAnswered,
  payoffExample,
  prepaymentSent,
  repaymentAnswered,
  repaymentExample,
} from "./repayment-answer";

const ownLoan = z.object({ id: idSent });
const paid = z.object({ message: z.string(), repayment: repaymentAnswered, loan: loanAnswered });
const runningExample = { ...runningLoanExample, outstanding_principal: 110603.76 };

/** GET /api/loans/my-loans/{id}/repayments */
export const listRepaymentsEndpoint = defineEndpoint({
  id: "listRepayments",
  method: "GET",
  path: "/api/loans/my-loans/{id}/repayments",
  tag: "Repayments",
  summary: "What you have paid on a loan",
  description: "The newest first.",
  permission: "loans.get-own",
  params: ownLoan,
  query: z.object(pageSent),
  answer: { schema: z.object({ repayments: z.array(repaymentAnswered), ...pageAnswered }), example: { repayments: [repaymentExample], has_more: false } },
  async run({ params, query: { limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(listOwnPayments, { loanId: params.id, limit: limit + 1, after }), limit);
    return { repayments: rows.map((payment) => answerOfPayment(params.id, payment)), has_more };
  },
});

/** POST /api/loans/my-loans/{id}/repayments */
export const repayEndpoint = defineEndpoint({
  id: "repayLoan",
  method: "POST",
  path: "/api/loans/my-loans/{id}/repayments",
  tag: "Repayments",
  summary: "Pay on a loan",
  description: "The oldest instalment first, and inside it penalty, fee, interest, principal. Nothing above the payoff is accepted.",
  permission: "loans.repay",
  params: ownLoan,
  body: z.object({ amount: amountSent, prepayment: prepaymentSent, method: methodSent }),
  bodyExample: { amount: 10746.24 },
  isIdempotent: true,
  refusals: ["loan_not_active", "loan_written_off", "repayment_exceeds_payoff", "repayment_closes_loan", "repayment_refused_by_bank"],
  answer: { status: 201, schema: paid, example: { message: "The payment is received.", repayment: repaymentExample, loan: runningExample } },
  run: async ({ params, body }, call) => answerOfPaid(await call.execute(repayLoan, { loanId: params.id, ...body })),
});

/** GET /api/loans/my-loans/{id}/payoff */
export const getPayoffEndpoint = defineEndpoint({
  id: "getPayoff",
  method: "GET",
  path: "/api/loans/my-loans/{id}/payoff",
  tag: "Repayments",
  summary: "What closes a loan today, or on a day up to 30 days ahead",
  description: "A quote for a later day holds when nothing else happens until then.",
  permission: "loans.get-own",
  params: ownLoan,
  query: z.object({ on: z.string().optional().meta({ description: "The day, YYYY-MM-DD. Today when left out.", example: "2026-04-20" }) }),
  refusals: ["loan_not_active", "loan_written_off", "quote_date_out_of_reach"],
  answer: { schema: z.object({ payoff: payoffAnswered }), example: { payoff: payoffExample } },
  async run({ params, query: { on } }, call) {
    const payoff = await call.read(getOwnPayoff, { loanId: params.id, on });
    return { payoff: answerOfPayoff(payoff, payoff.on) };
  },
});

/** POST /api/loans/my-loans/{id}/payoff */
export const payOffEndpoint = defineEndpoint({
  id: "payOffLoan",
  method: "POST",
  path: "/api/loans/my-loans/{id}/payoff",
  tag: "Repayments",
  summary: "Close a loan by paying its payoff",
  description: "`amount` is the total that `GET …/payoff` answered. Another payoff by now is refused, never taken silently.",
  permission: "loans.pay-off",
  params: ownLoan,
  body: z.object({ amount: amountSent, method: methodSent }),
  bodyExample: { amount: 113479.46 },
  isIdempotent: true,
  refusals: ["loan_not_active", "loan_written_off", "payoff_changed", "repayment_refused_by_bank"],
  answer: {
    status: 201,
    schema: paid,
    example: {
      message: "The loan is paid off and closed.",
      repayment: { ...repaymentExample, kind: "payoff", amount: 113479.46, value_date: "2026-04-20", principal: 110603.76, interest: 663.62, fees: 2212.08, pre_closure_fee: 2212.08 },
      loan: { ...runningExample, status: "Closed", state: "closed", outstanding_principal: 0, pre_closure_date: "2026-04-20", closed_date: "2026-04-20" },
    },
  },
  run: async ({ params, body }, call) => answerOfPaid(await call.execute(payOffLoan, { loanId: params.id, ...body })),
});

function answerOfPaid(received: ReceivedRepayment): z.input<typeof paid> {
  return { message: messageOf(received), repayment: answerOfReceived(received), loan: answerOfLoan(received.loan) };
}

function messageOf({ state, paidOff }: ReceivedRepayment): string {
  if (state === "held") return "The payment is on its way.";
  return paidOff ? "The loan is paid off and closed." : "The payment is received.";
}
