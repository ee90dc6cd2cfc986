import type { Tx } from "@/db/transaction";
import { creditBank, lockBank } from "@/lib/catalog/steps";
import { coveringDue } from "@/lib/core/covering-due";
import type { BankAmount, DepositorReceipt } from "@/lib/core/entries";
import { invariant } from "@/lib/core/invariant";
import { sumMoney, type Money } from "@/lib/core/money";
import { interestToRefund } from "@/lib/core/tile-sale";
import { closeRound, readInterestTraded, readOpenTiles, setInterestRefunded, type OpenTileRow } from "./closing-store";
import { moveDepositors } from "./depositor-store";
import { endReservation } from "./reservation-store";
import type { EntryContext } from "./settlement";
import { setTilesSettled } from "./settlement-store";
import { lockDepositors, readRound, setRoundCounters } from "./store";

/** Where a loan's money went back to. `interestRefunded` is in the depositors' amounts. */
type ReturnedFunding = { tiles: DepositorReceipt[]; bankTile: Money; interestRefunded: Money };

/** What one depositor has back of accrued interest, noted on the tile that was bought last. */
type Refund = { depositorId: number; tileId: number; refund: Money };

/**
 * Gives the money of a loan that was never lent back to whoever holds its tiles, each in full, free to be lent again, and
 * to whoever ever bought one the accrued interest that no sale has brought back. Every tile is closed and the round with
 * them. The caller holds the loan's row and posts the entry; the depositors are locked ascending, then the bank.
 */
export async function returnFunding(tx: Tx, { loanId, bankId }: { loanId: number } & Pick<BankAmount, "bankId">, entry: EntryContext): Promise<ReturnedFunding> {
  const { counters } = await readRound(tx, loanId);
  invariant(counters.cumPrincipal + counters.cumInterest + counters.cumFund === 0n, "undoing: nothing of the loan was passed on");
  const held = await readOpenTiles(tx, loanId);
  const refunds = await refundsOf(tx, loanId);
  const ofDepositors = partsByDepositor(held, refunds);
  const depositors = await lockDepositors(tx, [...ofDepositors.keys()]);
  const bankTile = sumMoney(held.filter(({ bankId: owner }) => owner !== null).map(({ amount }) => amount));
  if (bankTile > 0n) await lockBank(tx, bankId);

  const tiles = depositors.map(({ depositorId, due }) => ({ depositorId, due, ...(ofDepositors.get(depositorId) ?? { lent: 0n, amount: 0n }) }));
  // Not money that came back from a loan: it may be lent again whatever the strategy says of returns.
  const moves = tiles.map(({ depositorId, lent, amount, due }) => {
    const { toDue, toAvailable } = coveringDue(amount, due);
    return { depositorId, working: -lent, available: toAvailable, due: -toDue };
  });
  await moveDepositors(tx, moves);
  if (bankTile > 0n) await creditBank(tx, bankId, bankTile);
  await setTilesSettled(tx, held.map(({ tileId, amount }) => ({ tileId, settledPrincipal: amount, settledInterest: 0n })), { areFinal: true });
  await setInterestRefunded(tx, refunds);
  await setRoundCounters(tx, loanId, { ...counters, cumPrincipal: counters.total });
  await closeRound(tx, loanId, entry.keyId);
  await endReservation(tx, loanId, { state: "released", on: entry.businessDate });
  return { tiles: tiles.map(({ depositorId, amount, due }) => ({ depositorId, amount, due })), bankTile, interestRefunded: sumMoney(refunds.map(({ refund }) => refund)) };
}

async function refundsOf(tx: Tx, loanId: number): Promise<Refund[]> {
  const traded = await readInterestTraded(tx, loanId);
  return traded.map(({ depositorId, tileId, ...interest }) => ({ depositorId, tileId, refund: interestToRefund(interest) })).filter(({ refund }) => refund > 0n);
}

/** Of each depositor: what is lent, and what goes back in all. Who has sold every tile may still have interest back. */
function partsByDepositor(held: readonly OpenTileRow[], refunds: readonly Refund[]): Map<number, { lent: Money; amount: Money }> {
  const parts = new Map<number, { lent: Money; amount: Money }>();
  const add = (depositorId: number, lent: Money, amount: Money) => {
    const before = parts.get(depositorId) ?? { lent: 0n, amount: 0n };
    parts.set(depositorId, { lent: before.lent + lent, amount: before.amount + amount });
  };
  for (const { depositorId, amount } of held) if (depositorId !== null) add(depositorId, amount, amount);
  for (const { depositorId, refund } of refunds) add(depositorId, 0n, refund);
  return parts;
}
