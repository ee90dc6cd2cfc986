import { coveringDue } from "@/lib/core/covering-due";
import { withdrawalBouncedEntry, withdrawalPaidEntry, withdrawalRefusedEntry, type DepositorReceipt } from "@/lib/core/entries";
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
  paid: { from: "requested", entry: withdrawalPaidEntry, move: ({ amount }) => ({ reserved: -amount }) },
  refused: { from: "requested", entry: withdrawalRefusedEntry, move: (receipt) => ({ reserved: -receipt.amount, ...received(receipt) }) },
  bounced: { from: "paid", entry: withdrawalBouncedEntry, move: received },
} as const satisfies Record<
  Outcome,
  {
    from: WithdrawalState;
    entry: (withdrawal: DepositorReceipt) => JournalEntryDraft;
    move: (withdrawal: DepositorReceipt) => { reserved?: Money; available?: Money; due?: Money };
  }
>;

/** What comes back covers first what is due from a deposit that bounced meanwhile. */
function received({ amount, due }: DepositorReceipt) {
  const { toDue, toAvailable } = coveringDue(amount, due);
  return { available: toAvailable, due: -toDue };
}

/** What the rail or staff says later: a requested withdrawal is paid or refused; a paid one can still come back. */
export const settleWithdrawal = defineOperation({
  name: "deposits.settle-withdrawal",
  input: settleWithdrawalInput,
  async run({ tx, actor, today, keyId }, { withdrawalId, outcome }) {
    const withdrawal = (await lockWithdrawal(tx, withdrawalId)) ?? refuse("not_found");
    const { from, entry, move } = outcomes[outcome];
    if (withdrawal.state !== from) refuse("transfer_not_pending");
    const { depositorId, amount } = withdrawal;
    const { due } = await lockDepositor(tx, depositorId);
    await moveDepositor(tx, depositorId, move({ depositorId, amount, due }));
    await postEntry(tx, entry({ depositorId, amount, due }), { businessDate: today, keyId, actorId: actor.id });
    await settleTransfer(tx, withdrawal.transferId, outcome === "paid" ? "confirmed" : "bounced");
    await setWithdrawalState(tx, withdrawalId, outcome);
    await recordWithdrawal(tx, { withdrawalId, depositorId, amount, state: outcome, on: today });
    if (outcome === "paid") await tellDepositor(tx, "withdrawal_paid", { depositorId, amount });
    return { withdrawalId, state: outcome };
  },
});
