import { withdrawalPaidEntry, withdrawalRequestedEntry } from "@/lib/core/entries";
import { env } from "@/lib/env";
import { moveDepositor, reserveForWithdrawal } from "@/lib/funding/depositor-steps";
import { postEntry } from "@/lib/ledger/steps";
import { beginTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { withdrawalInput } from "../schemas";
import { tellDepositor } from "../steps";
import { insertWithdrawal } from "../store";
import { recordWithdrawal } from "../transfer-events";

/** Takes waiting money out: reserved at once, paid at once when the rail is instant. */
export const requestWithdrawal = defineOperation({
  name: "deposits.request-withdrawal",
  input: withdrawalInput(env.currencyExponent),
  async run({ tx, actor, today, keyId }, { amount, method }) {
    const depositorId = actor.id;
    const context = { businessDate: today, keyId, actorId: actor.id };
    await reserveForWithdrawal(tx, { depositorId, amount }, context);
    await postEntry(tx, withdrawalRequestedEntry({ depositorId, amount }), context);

    const { transferId, outcome } = await beginTransfer(tx, "withdrawal", { direction: "out", method, amountMinor: amount });
    if (outcome === "bounced") refuse("withdrawal_refused_by_bank");
    const state = outcome === "confirmed" ? ("paid" as const) : ("requested" as const);
    const withdrawalId = await insertWithdrawal(tx, { depositorId, amount, state, businessDate: today, transferId });
    const facts = { withdrawalId, depositorId, amount, on: today };
    await recordWithdrawal(tx, { ...facts, state: "requested" });
    if (state === "paid") {
      await postEntry(tx, withdrawalPaidEntry({ depositorId, amount }), context);
      await moveDepositor(tx, depositorId, { reserved: -amount });
      await tellDepositor(tx, "withdrawal_paid", { depositorId, amount });
      await recordWithdrawal(tx, { ...facts, state });
    }
    return { withdrawalId, amount, state };
  },
});
