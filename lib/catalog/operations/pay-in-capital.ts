import { bankCapitalPaidInEntry } from "@/lib/core/entries";
import { env } from "@/lib/env";
import { postEntry } from "@/lib/ledger/steps";
import { defineOperation } from "@/lib/platform/operation";
import { bankCapitalInput } from "../schemas";
import { creditBank, lockBank } from "../steps";

/** A bank puts own money into the platform, to keep a share of its loans and to top up what depositors do not cover. */
export const payInCapital = defineOperation({
  name: "catalog.pay-in-capital",
  input: bankCapitalInput(env.currencyExponent),
  async run({ tx, actor, today, keyId }, { bankId, amount }) {
    await lockBank(tx, bankId);
    await creditBank(tx, bankId, amount);
    await postEntry(tx, bankCapitalPaidInEntry({ bankId, amount }), { businessDate: today, keyId, actorId: actor.id });
    return { bankId, amount };
  },
});
