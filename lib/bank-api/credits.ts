import { z } from "zod";
import { sumMoney } from "@/lib/core/money";
import { creditStates, getCredit, listCredits, type Credit } from "@/lib/loans/credit-queries";
import { failureCodesOf } from "./contract";
import { answered, defineEndpoint, succeeded } from "./dialect";
import { allocationsAnswered, amountAnswered, amountOf, creditIdSent, dateAnswered, idAnswered, userIdSent } from "./fields";

const credit = z.object({
  id: idAnswered,
  account_id: idAnswered,
  total_amount: amountAnswered,
  interest: amountAnswered,
  final_price: amountAnswered,
  amount_left: amountAnswered,
  status: z.enum(creditStates),
  date_taken: dateAnswered,
  date_closed: dateAnswered.nullable(),
  credit_allocations: allocationsAnswered,
});

/** GET /user/get_credits */
export const getCreditsEndpoint = defineEndpoint({
  id: "bankGetCredits",
  method: "GET",
  path: "/user/get_credits",
  tag: "Bank API",
  summary: "Every credit of a client",
  description: "Oldest first. `interest` is an amount: `final_price` is `total_amount` with it. Staff may ask about any client.",
  permission: listCredits.name,
  query: z.object({ user_id: userIdSent }),
  refusals: failureCodesOf("/user/get_credits"),
  answer: {
    schema: answered({ credits: z.array(credit) }),
    example: {
      status: "success",
      action: "get_credits",
      credits: [
        {
          ...{ id: 12, account_id: 7, total_amount: "900.00", interest: "180.00", final_price: "1080.00", amount_left: "1080.00", status: "active" },
          ...{ date_taken: "2026-03-02", date_closed: null, credit_allocations: { deposit_clients: 3, total_amount: "900.00" } },
        },
      ],
    },
  },
  async run({ query: { user_id } }, call) {
    const credits = await call.read(listCredits, { userId: user_id });
    return { ...succeeded("/user/get_credits"), credits: credits.map(creditOf) };
  },
});

function creditOf({ loanId, borrowerId, principal, interest, owed, state, disbursedOn, closedOn, funders }: Credit): z.output<typeof credit> {
  return {
    id: loanId,
    account_id: borrowerId,
    total_amount: amountOf(principal),
    interest: amountOf(interest),
    final_price: amountOf(principal + interest),
    amount_left: amountOf(owed),
    status: state,
    date_taken: disbursedOn,
    date_closed: closedOn,
    credit_allocations: { deposit_clients: funders.depositors, total_amount: amountOf(funders.total) },
  };
}

/** GET /user/get_repayment_schedule */
export const getRepaymentScheduleEndpoint = defineEndpoint({
  id: "bankGetRepaymentSchedule",
  method: "GET",
  path: "/user/get_repayment_schedule",
  tag: "Bank API",
  summary: "What is due when on a credit",
  description: "The schedule as it was agreed, whatever was paid since: the two amounts due of all rows add up to the final price.",
  permission: getCredit.name,
  query: z.object({ user_id: userIdSent, credit_id: creditIdSent }),
  fields: { loanId: "credit_id" },
  refusals: failureCodesOf("/user/get_repayment_schedule"),
  answer: {
    schema: answered({
      credit_id: idAnswered,
      final_price: amountAnswered,
      repayment_schedule: z.array(
        z.object({
          number: z.number().int(),
          due_date: dateAnswered,
          credit_amount_due: amountAnswered,
          interest_amount_due: amountAnswered,
          credit_amount_paid: amountAnswered,
          interest_amount_paid: amountAnswered,
        }),
      ),
    }),
    example: {
      status: "success",
      action: "get_repayment_schedule",
      credit_id: 12,
      final_price: "180.00",
      repayment_schedule: [
        { number: 1, due_date: "2026-04-01", credit_amount_due: "150.00", interest_amount_due: "30.00", credit_amount_paid: "0.00", interest_amount_paid: "0.00" },
      ],
    },
  },
  async run({ query: { user_id, credit_id } }, call) {
    const { loanId, instalments } = await call.read(getCredit, { userId: user_id, loanId: credit_id });
    return {
      ...succeeded("/user/get_repayment_schedule"),
      credit_id: loanId,
      final_price: amountOf(sumMoney(instalments.map(({ principal, interest }) => principal + interest))),
      repayment_schedule: instalments.map(({ number, dueOn, principal, interest, principalPaid, interestPaid }) => ({
        number,
        due_date: dueOn,
        credit_amount_due: amountOf(principal),
        interest_amount_due: amountOf(interest),
        credit_amount_paid: amountOf(principalPaid),
        interest_amount_paid: amountOf(interestPaid),
      })),
    };
  },
});
