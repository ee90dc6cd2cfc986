import { z } from "zod";
import { invest } from "@/lib/deposits/operations/invest";
import { checkOwner } from "./caller";
import { failureCodesOf } from "./contract";
import { answered, defineEndpoint, succeeded } from "./dialect";
import { amountAnswered, amountOf, amountSent, idAnswered, userIdSent } from "./fields";

/** POST /user/invest */
export const investEndpoint = defineEndpoint({
  id: "bankInvest",
  method: "POST",
  path: "/user/invest",
  tag: "Bank API",
  summary: "Bring money in",
  description: "The money waits until a credit takes it.",
  permission: invest.name,
  body: z.object({ user_id: userIdSent, amount: amountSent }),
  bodyExample: { user_id: 8, amount: 1000 },
  isIdempotent: true,
  refusals: [...failureCodesOf("/user/invest"), "deposit_refused_by_bank"],
  answer: {
    schema: answered({ deposit_id: idAnswered, amount: amountAnswered }),
    example: { status: "success", action: "invest", deposit_id: 3, amount: "1000.00" },
  },
  async run({ body: { user_id, amount } }, call) {
    checkOwner(call.actor, user_id, ["depositor"]);
    const deposit = await call.execute(invest, { amount });
    return { ...succeeded("/user/invest"), deposit_id: deposit.depositId, amount: amountOf(deposit.amount) };
  },
});

/** PUT /user/invest */
export const investByPutEndpoint = { ...investEndpoint, id: "bankInvestByPut", method: "PUT" as const };
