import { z } from "zod";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { preCloseLoan } from "@/lib/loans/operations/pre-close-loan";
import { withdrawApplication } from "@/lib/loans/operations/withdraw-application";
import { getOwnSnapshot, listOwnSnapshots } from "@/lib/loans/own-snapshot-queries";
import { countInput } from "@/lib/platform/field-schemas";
import { defineEndpoint } from "./dialect";
import { amountSent, idSent, methodSent, pageAnswered, pageOf, pageSent } from "./fields";
import { answerOfLoan, loanAnswered, loanExample, standingsOf, statusSent } from "./loan-answer";
import { answerOfPayoff, answerOfReceived, payoffAnswered, payoffExample, repaymentAnswered, repaymentExample } from "./repayment-answer";

const ownLoan = z.object({ id: idSent });

/** POST /api/loans/apply */
export const applyEndpoint = defineEndpoint({
  id: "applyForLoan",
  method: "POST",
  path: "/api/loans/apply",
  tag: "Loans",
  summary: "Apply for a loan",
  description: "The application waits for the bank's decision, or is approved at once where the product says so. A refusal tells every rule that is not met in `reasons`. `allocation_not_possible`: a product that approves at once and holds the money from then on finds too little of it; nothing is kept.",
  permission: "loans.apply",
  body: z.object({
    loan_product_id: idSent,
    loan_amount: amountSent,
    tenure_months: countInput(1, 480).meta({ description: "The term in months, inside the product's range.", example: 12 }),
    purpose: z.string({ error: "Write the purpose as a text." }).optional().meta({ description: "What the money is for, at most 200 characters." }),
  }),
  bodyExample: { loan_product_id: 1, loan_amount: 120000, tenure_months: 12, purpose: "A new roof" },
  isIdempotent: true,
  refusals: ["product_not_available", "details_missing", "amount_outside_product", "term_outside_product", "application_pending", "loan_not_eligible", "allocation_not_possible"],
  fields: { productId: "loan_product_id", amount: "loan_amount", instalments: "tenure_months" },
  answer: {
    status: 201,
    schema: z.object({ message: z.string(), loan: loanAnswered }),
    example: { message: "Your application waits for a decision.", loan: loanExample },
  },
  async run({ body: { loan_product_id, loan_amount, tenure_months, purpose } }, call) {
    const ask = { productId: loan_product_id, amount: loan_amount, instalments: tenure_months, inMonths: true, purpose };
    const { state, loan } = await call.execute(applyForLoan, ask);
    const message = state === "approved" ? "Your application is approved." : "Your application waits for a decision.";
    return { message, loan: answerOfLoan(loan) };
  },
});

/** GET /api/loans/my-loans */
export const listMyLoansEndpoint = defineEndpoint({
  id: "listMyLoans",
  method: "GET",
  path: "/api/loans/my-loans",
  tag: "Loans",
  summary: "Your applications and loans",
  description: "The newest first.",
  permission: "loans.list-own",
  query: z.object({ status: statusSent, ...pageSent }),
  answer: { schema: z.object({ loans: z.array(loanAnswered), ...pageAnswered }), example: { loans: [loanExample], has_more: false } },
  async run({ query: { status, limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(listOwnSnapshots, { standings: standingsOf(status), limit: limit + 1, after }), limit);
    return { loans: rows.map(answerOfLoan), has_more };
  },
});

/** GET /api/loans/my-loans/{id} */
export const getMyLoanEndpoint = defineEndpoint({
  id: "getMyLoan",
  method: "GET",
  path: "/api/loans/my-loans/{id}",
  tag: "Loans",
  summary: "One of your loans",
  permission: "loans.get-own",
  params: ownLoan,
  answer: { schema: z.object({ loan: loanAnswered }), example: { loan: loanExample } },
  run: async ({ params }, call) => ({ loan: answerOfLoan(await call.read(getOwnSnapshot, { loanId: params.id })) }),
});

/** POST /api/loans/my-loans/{id}/withdraw */
export const withdrawApplicationEndpoint = defineEndpoint({
  id: "withdrawApplication",
  method: "POST",
  path: "/api/loans/my-loans/{id}/withdraw",
  tag: "Loans",
  summary: "Take an application back",
  description: "Possible until the money is paid out.",
  permission: "loans.withdraw-application",
  params: ownLoan,
  isIdempotent: true,
  refusals: ["loan_not_withdrawable"],
  answer: {
    schema: z.object({ message: z.string(), loan: loanAnswered }),
    example: { message: "The application is withdrawn.", loan: { ...loanExample, status: "Rejected", state: "withdrawn_undecided", closed_date: "2026-03-03" } },
  },
  async run({ params }, call) {
    const { loan } = await call.execute(withdrawApplication, { loanId: params.id });
    return { message: "The application is withdrawn.", loan: answerOfLoan(loan) };
  },
});

/** POST /api/loans/my-loans/{id}/pre-close */
export const preCloseEndpoint = defineEndpoint({
  id: "preCloseLoan",
  method: "POST",
  path: "/api/loans/my-loans/{id}/pre-close",
  tag: "Loans",
  summary: "End a loan before its term",
  description:
    "An approved loan that is not paid out yet is given up. A running one is paid off with the payoff of today, whatever it is: read it first with `GET …/payoff`, or use `POST …/payoff`, which names the amount.",
  permission: "loans.pre-close",
  params: ownLoan,
  body: z.object({ method: methodSent }),
  bodyExample: {},
  isIdempotent: true,
  refusals: ["loan_not_closable", "repayment_refused_by_bank"],
  answer: {
    schema: z.object({ message: z.string(), loan: loanAnswered, payoff: payoffAnswered.optional(), repayment: repaymentAnswered.optional() }),
    example: {
      message: "The loan is paid off and closed.",
      loan: { ...loanExample, status: "Closed", state: "closed", approval_date: "2026-03-03", disbursal_date: "2026-03-04", pre_closure_date: "2026-04-20", closed_date: "2026-04-20" },
      payoff: payoffExample,
      repayment: { ...repaymentExample, kind: "payoff", amount: 113479.46, value_date: "2026-04-20", principal: 110603.76, interest: 663.62, fees: 2212.08, pre_closure_fee: 2212.08 },
    },
  },
  async run({ params, body }, call) {
    const { loan, payoff, repayment, on } = await call.execute(preCloseLoan, { loanId: params.id, method: body.method });
    if (payoff === null || repayment === null) return { message: "The loan is given up before it was paid out.", loan: answerOfLoan(loan) };
    const message = repayment.state === "held" ? "The payment is on its way; the loan is closed once it arrives." : "The loan is paid off and closed.";
    return { message, loan: answerOfLoan(loan), payoff: answerOfPayoff(payoff, on), repayment: answerOfReceived(repayment) };
  },
});
