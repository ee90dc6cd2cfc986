import { z } from "zod";
import { checkCredit } from "@/lib/loans/credit-queries";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { takeInstantCredit } from "@/lib/loans/operations/take-instant-credit";
import { checkOwner } from "./caller";
import { failureCodesOf } from "./contract";
import { answered, defineEndpoint, succeeded } from "./dialect";
import { allocationsAnswered, amountAnswered, amountOf, amountSent, creditIdSent, idAnswered, userIdSent } from "./fields";

/** POST /user/take_credit */
export const takeCreditEndpoint = defineEndpoint({
  id: "bankTakeCredit",
  method: "POST",
  path: "/user/take_credit",
  tag: "Bank API",
  summary: "Take a credit",
  description: "20 % for the term, six instalments thirty days apart, paid out at once from all deposit clients' waiting money, or not at all. One active credit at a time, and none while a loan of the same person that was written off is not paid back.",
  permission: takeInstantCredit.name,
  body: z.object({ user_id: userIdSent, credit_amount: amountSent }),
  bodyExample: { user_id: 7, credit_amount: 900 },
  isIdempotent: true,
  fields: { amount: "credit_amount" },
  refusals: [...failureCodesOf("/user/take_credit"), "written_off_debt_unpaid", "disbursement_refused_by_bank"],
  answer: {
    schema: answered({ credit_id: idAnswered, total_amount: amountAnswered, credit_allocations: allocationsAnswered }),
    example: {
      ...{ status: "success", action: "take_credit", credit_id: 12, total_amount: "900.00" },
      credit_allocations: { deposit_clients: 3, total_amount: "900.00" },
    },
  },
  async run({ body: { user_id, credit_amount } }, call) {
    checkOwner(call.actor, user_id, ["borrower"]);
    const { loanId, funders, pooled, loan } = await call.execute(takeInstantCredit, { amount: credit_amount });
    return {
      ...succeeded("/user/take_credit"),
      credit_id: loanId,
      total_amount: amountOf(loan.principal),
      credit_allocations: { deposit_clients: funders, total_amount: amountOf(pooled) },
    };
  },
});

/** PUT /user/take_credit */
export const takeCreditByPutEndpoint = { ...takeCreditEndpoint, id: "bankTakeCreditByPut", method: "PUT" as const };

/** POST /user/pay_credit */
export const payCreditEndpoint = defineEndpoint({
  id: "bankPayCredit",
  method: "POST",
  path: "/user/pay_credit",
  tag: "Bank API",
  summary: "Pay a credit",
  description: "What is due is paid first, then the next instalments. More than is owed is refused; all that is owed closes the credit.",
  permission: repayLoan.name,
  body: z.object({ user_id: userIdSent, credit_id: creditIdSent, amount_paid: amountSent }),
  bodyExample: { user_id: 7, credit_id: 12, amount_paid: 180 },
  isIdempotent: true,
  fields: { amount: "amount_paid", loanId: "credit_id" },
  refusals: [...failureCodesOf("/user/pay_credit"), "repayment_exceeds_payoff", "repayment_closes_loan", "repayment_refused_by_bank"],
  answer: {
    schema: answered({ credit_id: idAnswered, amount_paid: amountAnswered, amount_left: amountAnswered, credit_status: z.enum(["active", "closed"]) }),
    example: { status: "success", action: "pay_credit", credit_id: 12, amount_paid: "180.00", amount_left: "900.00", credit_status: "active" },
  },
  async run({ body: { user_id, credit_id, amount_paid } }, call) {
    checkOwner(call.actor, user_id, ["borrower"]);
    // A credit is a loan that was paid out; an application of the same client does not exist here.
    await call.read(checkCredit, { userId: user_id, loanId: credit_id });
    const { loanId, amount, owed, paidOff } = await call.execute(repayLoan, { loanId: credit_id, amount: amount_paid });
    const credit_status = paidOff ? ("closed" as const) : ("active" as const);
    return { ...succeeded("/user/pay_credit"), credit_id: loanId, amount_paid: amountOf(amount), amount_left: amountOf(owed), credit_status };
  },
});

/** PUT /user/pay_credit */
export const payCreditByPutEndpoint = { ...payCreditEndpoint, id: "bankPayCreditByPut", method: "PUT" as const };
