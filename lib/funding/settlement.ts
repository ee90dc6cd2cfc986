import type { Tx } from "@/db/transaction";
import { keepAsideAfterReturn } from "@/lib/core/allocation";
import { interimEntitlement } from "@/lib/core/distribution";
import { settlementEntry } from "@/lib/core/entries";
import { minMoney, sumMoney, type Money } from "@/lib/core/money";
import { creditBank, lockBanks } from "@/lib/catalog/steps";
import { postEntry } from "@/lib/ledger/steps";
import { lockDepositors, type LockedDepositor } from "./store";
import {
  creditDepositors,
  readUnsettledTiles,
  setTilesSettled,
  type SettledDepositor,
  type SettledTile,
  type UnsettledTile,
} from "./settlement-store";

/** What every journal entry of the calling operation says about itself. */
export type EntryContext = { businessDate: string; keyId: number; actorId: number };

/**
 * Pays out what has come back to these depositors and banks and is not yet in their stored balances: one posting
 * and one row write per funder, however many payments it came from. Money due from a depositor is withheld first.
 * @returns how many tiles moved
 */
export async function settleFunders(
  tx: Tx,
  funders: { depositorIds: readonly number[]; bankIds: readonly number[] },
  context: EntryContext,
): Promise<number> {
  const depositors = await lockDepositors(tx, funders.depositorIds);
  const depositorTiles = await readUnsettledTiles(tx, "depositor_id", depositors.map((depositor) => depositor.depositorId));
  await lockBanks(tx, funders.bankIds);
  const bankTiles = await readUnsettledTiles(tx, "bank_id", funders.bankIds);

  const returns = [...depositorTiles, ...bankTiles].map(returnOf);
  const depositorReturns = totalBy(returns, (each) => each.tile.depositorId);
  const bankReturns = totalBy(returns, (each) => each.tile.bankId);
  if (depositorReturns.size === 0 && bankReturns.size === 0) return 0;

  const due = new Map(depositors.map((depositor) => [depositor.depositorId, depositor.due]));
  const draft = settlementEntry(
    [...depositorReturns].map(([depositorId, back]) => ({ depositorId, amount: back.total, due: due.get(depositorId) ?? 0n })),
    [...bankReturns].map(([bankId, back]) => ({ bankId, amount: back.total })),
  );
  await postEntry(tx, draft, context);
  await setTilesSettled(tx, returns.map(settledTile));
  await creditDepositors(tx, depositors.flatMap((depositor) => creditOf(depositor, depositorReturns)));
  for (const [bankId, back] of bankReturns) await creditBank(tx, bankId, back.total);
  return returns.length;
}

type TileReturn = { tile: UnsettledTile; principal: Money; interest: Money };
type Returned = { total: Money; principal: Money };

/** What a tile is entitled to and has not been paid yet. A stale counter can only make it too small. */
function returnOf(tile: UnsettledTile): TileReturn {
  const principal = interimEntitlement(tile.cumPrincipal, tile.amount, tile.total) - tile.settledPrincipal;
  const interest = interimEntitlement(tile.cumInterest, tile.amount, tile.total) - tile.settledInterest;
  return { tile, principal: principal > 0n ? principal : 0n, interest: interest > 0n ? interest : 0n };
}

function settledTile({ tile, principal, interest }: TileReturn): SettledTile {
  return { tileId: tile.tileId, settledPrincipal: tile.settledPrincipal + principal, settledInterest: tile.settledInterest + interest };
}

function totalBy(returns: readonly TileReturn[], owner: (each: TileReturn) => number | null): Map<number, Returned> {
  const totals = new Map<number, Returned>();
  for (const each of returns) {
    const id = owner(each);
    if (id === null) continue;
    const before = totals.get(id) ?? { total: 0n, principal: 0n };
    totals.set(id, { total: sumMoney([before.total, each.principal, each.interest]), principal: before.principal + each.principal });
  }
  return totals;
}

function creditOf(depositor: LockedDepositor, returns: Map<number, Returned>): SettledDepositor[] {
  const back = returns.get(depositor.depositorId);
  if (!back) return [];
  const toDue = minMoney(back.total, depositor.due);
  const toAvailable = back.total - toDue;
  const strategy = { keepAsideMinor: depositor.keepAside, reinvest: depositor.reinvest };
  const toKeepAside = keepAsideAfterReturn(strategy, toAvailable) - depositor.keepAside;
  return [{ depositorId: depositor.depositorId, toAvailable, toDue, principal: back.principal, toKeepAside }];
}
