import type { Tx } from "@/db/transaction";
import { keepAsideAfterLeaving } from "@/lib/core/allocation";
import { coveringDue } from "@/lib/core/covering-due";
import { depositBouncedEntry, depositInvestedEntry } from "@/lib/core/entries";
import { minMoney, type Money } from "@/lib/core/money";
import { formatMoney } from "@/lib/format";
import { lockDepositor, moveDepositor } from "@/lib/funding/depositor-steps";
import type { EntryContext } from "@/lib/funding/settlement";
import { recipientOf } from "@/lib/identity/steps";
import { postEntry } from "@/lib/ledger/steps";
import { notify } from "@/lib/notifications/steps";
import { moneyFormat } from "@/lib/platform/money-format";

type DepositorMoney = { depositorId: number; amount: Money };

/** The rail confirmed: the money is the depositor's to lend, as far as it does not cover what is due from an earlier deposit. */
export async function confirmDeposit(tx: Tx, { depositorId, amount }: DepositorMoney, context: EntryContext): Promise<number> {
  const { due } = await lockDepositor(tx, depositorId);
  const { toDue, toAvailable } = coveringDue(amount, due);
  await moveDepositor(tx, depositorId, { available: toAvailable, due: -toDue });
  const entryId = await postEntry(tx, depositInvestedEntry({ depositorId, amount, due }), context);
  await tellDepositor(tx, "deposit_confirmed", { depositorId, amount });
  return entryId;
}

/** A confirmed deposit came back: what is still waiting goes, what was lent already is due from the depositor. */
export async function bounceDeposit(tx: Tx, { depositorId, amount }: DepositorMoney, context: EntryContext): Promise<number> {
  const { available, keepAside, reinvest } = await lockDepositor(tx, depositorId);
  const stillThere = minMoney(amount, available);
  const keepAsideAfter = keepAsideAfterLeaving({ keepAsideMinor: keepAside, reinvest }, 0n, available - stillThere);
  await moveDepositor(tx, depositorId, { available: -stillThere, due: amount - stillThere, keepAside: keepAsideAfter - keepAside });
  const entryId = await postEntry(tx, depositBouncedEntry({ depositorId, amount, available }), context);
  await tellDepositor(tx, "deposit_bounced", { depositorId, amount });
  return entryId;
}

/** A line to the depositor about their money. */
export async function tellDepositor(
  tx: Tx,
  kind: "deposit_confirmed" | "deposit_bounced" | "withdrawal_paid",
  { depositorId, amount }: DepositorMoney,
): Promise<void> {
  const recipient = await recipientOf(tx, depositorId);
  await notify(tx, { kind, recipient, params: { amount: formatMoney(amount, moneyFormat) } });
}
