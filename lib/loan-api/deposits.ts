import { z } from "zod";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { getPortfolio } from "@/lib/funding/queries";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, amountSent, idAnswered, methodSent, percentAnswered, percentOf } from "./fields";

const moneySent = z.object({ amount: amountSent, method: methodSent });

/** POST /api/depositors/invest */
export const investEndpoint = defineEndpoint({
  id: "invest",
  method: "POST",
  path: "/api/depositors/invest",
  tag: "Depositors",
  summary: "Bring money in",
  description: "Confirmed money waits to be lent. A transfer that the rail still holds is answered with the state `held` and counts once it is confirmed.",
  permission: "deposits.invest",
  body: moneySent,
  bodyExample: { amount: 25000 },
  isIdempotent: true,
  refusals: ["deposit_refused_by_bank"],
  answer: {
    status: 201,
    schema: z.object({
      message: z.string(),
      deposit: z.object({ deposit_id: idAnswered, amount: amountAnswered, state: z.enum(["held", "confirmed"]) }),
    }),
    example: { message: "The money is waiting to be lent.", deposit: { deposit_id: 12, amount: 25000, state: "confirmed" } },
  },
  async run({ body }, call) {
    const { depositId, amount, state } = await call.execute(invest, body);
    const message = state === "confirmed" ? "The money is waiting to be lent." : "The transfer is on its way.";
    return { message, deposit: { deposit_id: depositId, amount: amountOf(amount), state } };
  },
});

/** POST /api/depositors/withdraw */
export const withdrawEndpoint = defineEndpoint({
  id: "withdraw",
  method: "POST",
  path: "/api/depositors/withdraw",
  tag: "Depositors",
  summary: "Take waiting money out",
  permission: "deposits.request-withdrawal",
  body: moneySent,
  bodyExample: { amount: 5000 },
  isIdempotent: true,
  refusals: ["insufficient_waiting_money", "money_due", "withdrawal_refused_by_bank"],
  answer: {
    status: 201,
    schema: z.object({
      message: z.string(),
      withdrawal: z.object({ withdrawal_id: idAnswered, amount: amountAnswered, state: z.enum(["requested", "paid"]) }),
    }),
    example: { message: "The money was paid out.", withdrawal: { withdrawal_id: 3, amount: 5000, state: "paid" } },
  },
  async run({ body }, call) {
    const { withdrawalId, amount, state } = await call.execute(requestWithdrawal, body);
    const message = state === "paid" ? "The money was paid out." : "The transfer is on its way.";
    return { message, withdrawal: { withdrawal_id: withdrawalId, amount: amountOf(amount), state } };
  },
});

const balanceAnswered = z.object({
  waiting: amountAnswered.meta({ description: "Free to be lent or taken out." }),
  settling: amountAnswered.meta({ description: "The part of `waiting` that came back from loans and is still to be booked." }),
  working: amountAnswered.meta({ description: "In loans that are being repaid." }),
  reserved: amountAnswered.meta({ description: "Asked back and not yet paid out." }),
  committed: amountAnswered.meta({ description: "Held for loans that are approved and not yet paid out." }),
  due: amountAnswered.meta({ description: "Owed for a deposit that came back after it was lent." }),
  earned: amountAnswered.meta({ description: "Interest after fees, over all loans ever." }),
  lost: amountAnswered.meta({ description: "In loans that were written off and not recovered." }),
  withdrawable: amountAnswered.meta({ description: "What may leave now." }),
});

/** GET /api/depositors/portfolio */
export const portfolioEndpoint = defineEndpoint({
  id: "getPortfolio",
  method: "GET",
  path: "/api/depositors/portfolio",
  tag: "Depositors",
  summary: "Own money, and where it is",
  description: "Exact at this moment: what borrowers have paid back counts at once. The largest 5,000 stakes are listed; `tiles` lists all.",
  permission: "funding.get-portfolio",
  answer: {
    schema: z.object({
      balance: balanceAnswered,
      spread: z.object({
        loan_count: z.number().int(),
        largest_loan_id: idAnswered.nullable(),
        largest_share_percent: percentAnswered,
        effective_loans: z.number().meta({ description: "The money is spread as well as over so many equal loans." }),
      }),
      stakes: z.array(
        z.object({ tile_id: idAnswered, loan_id: idAnswered, product_name: z.string(), amount: amountAnswered, situation: z.enum(["on_time", "late", "lost"]) }),
      ),
    }),
    example: {
      balance: { waiting: 1500, settling: 12.5, working: 3500, reserved: 0, committed: 0, due: 0, earned: 84.2, lost: 0, withdrawable: 1500 },
      spread: { loan_count: 1, largest_loan_id: 7, largest_share_percent: 100, effective_loans: 1 },
      stakes: [{ tile_id: 31, loan_id: 7, product_name: "Personal loan", amount: 3500, situation: "on_time" }],
    },
  },
  async run(_sent, call) {
    const { balance, spread, stakes } = await call.read(getPortfolio);
    const { waiting, settling, working, reserved, committed, due, earned, lost, withdrawable } = balance;
    return {
      balance: {
        waiting: amountOf(waiting),
        settling: amountOf(settling),
        working: amountOf(working),
        reserved: amountOf(reserved),
        committed: amountOf(committed),
        due: amountOf(due),
        earned: amountOf(earned),
        lost: amountOf(lost),
        withdrawable: amountOf(withdrawable),
      },
      spread: {
        loan_count: spread.loanCount,
        largest_loan_id: spread.largestLoanId,
        largest_share_percent: percentOf(spread.largestSharePpm),
        effective_loans: spread.effectiveLoansPpm / 1_000_000,
      },
      stakes: stakes.map(({ tileId, loanId, productName, minor, situation }) => ({
        tile_id: tileId,
        loan_id: loanId,
        product_name: productName,
        amount: amountOf(minor),
        situation,
      })),
    };
  },
});
