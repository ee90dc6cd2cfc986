import { fundToppedUpEntry } from "@/lib/core/entries";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/format";
import { postEntry } from "@/lib/ledger/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineOperation } from "@/lib/platform/operation";
import { bankCapitalInput } from "../schemas";
import { lockBank, takeFromBank } from "../steps";

/** A bank feeds the provision fund from capital that is free to lend, so that depositors are covered further. It does not come back. */
export const topUpFund = defineOperation({
  name: "catalog.top-up-fund",
  input: bankCapitalInput(env.currencyExponent),
  async run({ tx, actor, today, keyId }, { bankId, amount }) {
    const { available } = await lockBank(tx, bankId);
    if (available < amount) {
      refuse("insufficient_bank_capital", { fields: { amount: `Enter at most ${formatMoney(available, moneyFormat)}: more capital of this bank is not free.` } });
    }
    await takeFromBank(tx, bankId, amount);
    await postEntry(tx, fundToppedUpEntry({ bankId, amount }), { businessDate: today, keyId, actorId: actor.id });
    return { bankId, amount };
  },
});
