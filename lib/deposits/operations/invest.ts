import { env } from "@/lib/env";
import { lockDepositor } from "@/lib/funding/depositor-steps";
import { beginTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { investInput } from "../schemas";
import { confirmDeposit } from "../steps";
import { insertDeposit, setDepositState } from "../store";
import { recordDeposit } from "../transfer-events";

/** A depositor brings money. Once the rail confirms it, it waits to be lent. */
export const invest = defineOperation({
  name: "deposits.invest",
  input: investInput(env.currencyExponent),
  async run({ tx, actor, today, keyId }, { amount, method }) {
    await lockDepositor(tx, actor.id);
    const { transferId, outcome } = await beginTransfer(tx, "deposit", { direction: "in", method, amountMinor: amount });
    if (outcome === "bounced") refuse("deposit_refused_by_bank");
    const depositId = await insertDeposit(tx, { depositorId: actor.id, amount, state: outcome, businessDate: today, transferId });
    if (outcome === "confirmed") {
      const entryId = await confirmDeposit(tx, { depositorId: actor.id, amount }, { businessDate: today, keyId, actorId: actor.id });
      await setDepositState(tx, depositId, { state: "confirmed", entryId });
    }
    await recordDeposit(tx, { depositId, depositorId: actor.id, amount, state: outcome, on: today });
    return { depositId, amount, state: outcome };
  },
});
