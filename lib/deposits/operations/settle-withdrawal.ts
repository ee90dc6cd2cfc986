import { withdrawalBouncedEntry, withdrawalPaidEntry, withdrawalRefusedEntry } from "@/lib/core/entries";
import type { JournalEntryDraft } from "@/lib/core/ledger";
import type { Money } from "@/lib/core/money";
import { lockDepositor, moveDepositor } from "@/lib/funding/depositor-steps";
import { postEntry } from "@/lib/ledger/steps";
import { settleTransfer } from "@/lib/payments/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { settleWithdrawalInput } from "../schemas";
import { tellDepositor } from "../steps";
import { lockWithdrawal, setWithdrawalState, type WithdrawalState } from "../store";
import { recordWithdrawal } from "../transfer-events";

type Outcome = "paid" | "refused" | "bounced";

/** The state from which each outcome is possible, and what it does to the depositor's balances. */
const outcomes = {
  paid: { from: "requested", entry: withdrawalPaidEntry, move: (amount: Money) => ({ reserved: -amount }) },
  refused: { from: "requested", entry: withdrawalRefusedEntry, move: (amount: Money) => ({ reserved: -amount, available: amount }) },
  bounced: { from: "paid", entry: withdrawalBouncedEntry, move: (amount: Money) => ({ available: amount }) },
} as const satisfies Record<
  Outcome,
  {
    from: WithdrawalState;
    entry: (withdrawal: { depositorId: number; amount: Money }) => JournalEntryDraft;
    move: (amount: Money) => { reserved?: Money; available?: Money };
  }
>;

/** What the rail or staff says later: a requested withdrawal is paid or refused; a paid one can still come back. */
export const settleWithdrawal = defineOperation({
  name: "deposits.settle-withdrawal",
  input: settleWithdrawalInput,
  async run({ tx, actor, today, keyId }, { withdrawalId, outcome }) {
    const withdrawal = (await lockWithdrawal(tx, withdrawalId)) ?? refuse("not_found");
    const { from, entry, move } = outcomes[outcome];
    if (withdrawal.state !== from) refuse("transfer_not_pending");
    const { depositorId, amount } = withdrawal;
    await lockDepositor(tx, depositorId);
    await moveDepositor(tx, depositorId, move(amount));
    await postEntry(tx, entry({ depositorId, amount }), { businessDate: today, keyId, actorId: actor.id });
    await settleTransfer(tx, withdrawal.transferId, outcome === "paid" ? "confirmed" : "bounced");
    await setWithdrawalState(tx, withdrawalId, outcome);
    await recordWithdrawal(tx, { withdrawalId, depositorId, amount, state: outcome, on: today });
    if (outcome === "paid") await tellDepositor(tx, "withdrawal_paid", { depositorId, amount });
    return { withdrawalId, state: outcome };
  },
});
