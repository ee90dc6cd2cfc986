import { withdrawalBouncedEntry, withdrawalPaidEntry, withdrawalRefusedEntry, type DepositorReceipt } from "@/lib/core/entries";
import type { JournalEntryDraft } from "@/lib/core/ledger";
import type { Money } from "@/lib/core/money";
import { receivedBy, type Receiver } from "@/lib/core/received-money";
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
  paid: { from: "requested", entry: withdrawalPaidEntry, move: (_depositor, amount) => ({ reserved: -amount }) },
  refused: { from: "requested", entry: withdrawalRefusedEntry, move: (depositor, amount) => ({ reserved: -amount, ...receivedBy(depositor, amount) }) },
  bounced: { from: "paid", entry: withdrawalBouncedEntry, move: receivedBy },
} as const satisfies Record<
  Outcome,
  {
    from: WithdrawalState;
    entry: (withdrawal: DepositorReceipt) => JournalEntryDraft;
    move: (depositor: Receiver, amount: Money) => { reserved?: Money; available?: Money; due?: Money; keepAside?: Money };
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
    const depositor = await lockDepositor(tx, depositorId);
    await moveDepositor(tx, depositorId, move(depositor, amount));
    await postEntry(tx, entry({ depositorId, amount, due: depositor.due }), { businessDate: today, keyId, actorId: actor.id });
    await settleTransfer(tx, withdrawal.transferId, outcome === "paid" ? "confirmed" : "bounced");
    await setWithdrawalState(tx, withdrawalId, outcome);
    await recordWithdrawal(tx, { withdrawalId, depositorId, amount, state: outcome, on: today });
    if (outcome === "paid") await tellDepositor(tx, "withdrawal_paid", { depositorId, amount });
    return { withdrawalId, state: outcome };
  },
});
