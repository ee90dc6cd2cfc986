import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { settleTransfer } from "@/lib/payments/steps";
import { settleDepositInput } from "../schemas";
import { bounceDeposit, confirmDeposit, tellDepositor } from "../steps";
import { lockDeposit, setDepositState } from "../store";
import { recordDeposit } from "../transfer-events";

/** What the rail says later: a held deposit arrives or does not; a confirmed one can still come back. */
export const settleDeposit = defineOperation({
  name: "deposits.settle-deposit",
  input: settleDepositInput,
  async run({ tx, actor, today, keyId }, { depositId, outcome }) {
    const deposit = (await lockDeposit(tx, depositId)) ?? refuse("not_found");
    if (deposit.state === "bounced" || deposit.state === outcome) refuse("transfer_not_pending");
    const context = { businessDate: today, keyId, actorId: actor.id };
    const entryId = await postOutcome();
    await settleTransfer(tx, deposit.transferId, outcome);
    await setDepositState(tx, depositId, { state: outcome, entryId });
    const { depositorId, amount } = deposit;
    await recordDeposit(tx, { depositId, depositorId, amount, state: outcome, on: today });
    return { depositId, state: outcome };

    async function postOutcome(): Promise<number | null> {
      if (outcome === "confirmed") return confirmDeposit(tx, deposit, context);
      if (deposit.state === "confirmed") return bounceDeposit(tx, deposit, context);
      // Nothing was posted for a deposit that the rail still held.
      await tellDepositor(tx, "deposit_bounced", deposit);
      return null;
    }
  },
});
