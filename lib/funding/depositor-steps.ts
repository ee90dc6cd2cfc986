import type { Tx } from "@/db/transaction";
import { keepAsideAfterLeaving } from "@/lib/core/allocation";
import type { Money } from "@/lib/core/money";
import { refusals, refuse } from "@/lib/platform/errors";
import { moveDepositors, type DepositorMove } from "./depositor-store";
import { settleFunders, type EntryContext } from "./settlement";
import { insertDepositorIfAbsent, lockDepositors, type LockedDepositor } from "./store";

/**
 * Locks a depositor's row, making it at the first time the depositor does something with money. The lock comes before
 * the INSERT: one that finds its row there would leave a shared lock, and two that hold it wait for each other.
 */
export async function lockDepositor(tx: Tx, depositorId: number): Promise<LockedDepositor> {
  const [known] = await lockDepositors(tx, [depositorId]);
  if (known) return known;
  await insertDepositorIfAbsent(tx, depositorId);
  const [made] = await lockDepositors(tx, [depositorId]);
  return made ?? refuse("not_found");
}

/** Moves the stored balances of a locked depositor; the caller posts the entry that says why. */
export async function moveDepositor(tx: Tx, depositorId: number, by: Omit<DepositorMove, "depositorId">): Promise<void> {
  await moveDepositors(tx, [{ depositorId, ...by }]);
}

/**
 * Sets waiting money aside for a withdrawal. Settles the depositor first when the stored balance does not tell all:
 * what has come back is theirs, settled or not, and pays what is due from them. Refuses `money_due` or
 * `insufficient_waiting_money`.
 */
export async function reserveForWithdrawal(tx: Tx, { depositorId, amount }: { depositorId: number; amount: Money }, context: EntryContext): Promise<void> {
  let depositor = await lockDepositor(tx, depositorId);
  if (depositor.available < amount || depositor.due > 0n) {
    await settleFunders(tx, { depositorIds: [depositorId], bankIds: [] }, context);
    depositor = await lockDepositor(tx, depositorId);
  }
  if (depositor.due > 0n) refuse("money_due");
  if (depositor.available < amount) refuse("insufficient_waiting_money", { fields: { amount: refusals.insufficient_waiting_money.message } });
  const strategy = { keepAsideMinor: depositor.keepAside, reinvest: depositor.reinvest };
  const keepAside = keepAsideAfterLeaving(strategy, amount, depositor.available - amount);
  await moveDepositor(tx, depositorId, { available: -amount, reserved: amount, keepAside: keepAside - depositor.keepAside });
}
