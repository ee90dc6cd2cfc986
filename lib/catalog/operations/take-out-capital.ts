import { bankCapitalTakenOutEntry } from "@/lib/core/entries";
import { env } from "@/lib/env";
import { postEntry } from "@/lib/ledger/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { bankCapitalInput } from "../schemas";
import { lockBank, takeFromBank } from "../steps";

/** A bank takes free money back; what works in its loans stays until it is repaid. */
export const takeOutCapital = defineOperation({
  name: "catalog.take-out-capital",
  input: bankCapitalInput(env.currencyExponent),
  async run({ tx, actor, today, keyId }, { bankId, amount }) {
    const bank = await lockBank(tx, bankId);
    if (amount > bank.available) refuse("insufficient_bank_capital");
    await takeFromBank(tx, bankId, amount);
    await postEntry(tx, bankCapitalTakenOutEntry({ bankId, amount }), { businessDate: today, keyId, actorId: actor.id });
    return { bankId, amount };
  },
});
