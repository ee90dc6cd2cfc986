import { z } from "zod";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, amountSent, idAnswered } from "./fields";

const methodSent = z
  .string()
  .optional()
  .meta({ description: "The account at the person's own bank. The sandbox rail also understands `sandbox-hold` and `sandbox-bounce`.", example: "own-account" });

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
