import type { Tx } from "@/db/transaction";
import { interimEntitlement } from "@/lib/core/distribution";
import { settlementEntry } from "@/lib/core/entries";
import { sumMoney, type Money } from "@/lib/core/money";
import { receivedBy } from "@/lib/core/received-money";
import { creditBank, lockBanks } from "@/lib/catalog/steps";
import { postEntry } from "@/lib/ledger/steps";
import { moveDepositors, type DepositorMove } from "./depositor-store";
import { lockDepositors, type LockedDepositor } from "./store";
import { readUnsettledTiles, setTilesSettled, type SettledTile, type TileScope, type UnsettledTile } from "./settlement-store";

/** What every journal entry of the calling operation says about itself. */
export type EntryContext = { businessDate: string; keyId: number; actorId: number };

/**
 * Pays out what has come back to these depositors and banks and is not yet in their stored balances, waiting for
 * whoever holds them: one posting and one row write per funder, however many payments it came from. Money due from a
 * depositor is withheld first.
 * @returns how many tiles moved
 */
export async function settleFunders(
  tx: Tx,
  funders: { depositorIds: readonly number[]; bankIds: readonly number[] },
  context: EntryContext,
): Promise<number> {
  const depositors = await lockDepositors(tx, funders.depositorIds);
  await lockBanks(tx, funders.bankIds);
  return (await settleHeld(tx, { depositors, bankIds: funders.bankIds }, { context })).length;
}

/**
 * The same for funders whose rows the caller has locked, the banks after the depositors.
 * @returns the tiles that moved
 */
export async function settleHeld(
  tx: Tx,
  { depositors, bankIds }: { depositors: readonly LockedDepositor[]; bankIds: readonly number[] },
  { context, scope = {} }: { context: EntryContext; scope?: TileScope },
): Promise<number[]> {
  const depositorTiles = await readUnsettledTiles(tx, { funder: "depositor_id", ids: depositors.map((depositor) => depositor.depositorId) }, scope);
  const bankTiles = await readUnsettledTiles(tx, { funder: "bank_id", ids: bankIds }, scope);
  const returns = [...depositorTiles, ...bankTiles].map(returnOf);
  if (returns.length === 0) return [];

  const depositorReturns = totalBy(returns, (each) => each.tile.depositorId);
  const bankReturns = totalBy(returns, (each) => each.tile.bankId);
  const due = new Map(depositors.map((depositor) => [depositor.depositorId, depositor.due]));
  const draft = settlementEntry(
    [...depositorReturns].map(([depositorId, back]) => ({ depositorId, amount: back.total, due: due.get(depositorId) ?? 0n })),
    [...bankReturns].map(([bankId, back]) => ({ bankId, amount: back.total })),
  );
  await postEntry(tx, draft, context);
  await setTilesSettled(tx, returns.map(settledTile));
  await moveDepositors(tx, depositors.flatMap((depositor) => moveOf(depositor, depositorReturns.get(depositor.depositorId))));
  for (const [bankId, back] of bankReturns) await creditBank(tx, bankId, back.total);
  return returns.map(({ tile }) => tile.tileId);
}

type TileReturn = { tile: UnsettledTile; principal: Money; interest: Money };
/** `working` is the principal in it by which money at work falls: what was lost had fallen already. */
type Returned = { total: Money; working: Money };

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
    const before = totals.get(id) ?? { total: 0n, working: 0n };
    const working = before.working + (each.tile.isLost ? 0n : each.principal);
    totals.set(id, { total: sumMoney([before.total, each.principal, each.interest]), working });
  }
  return totals;
}

function moveOf(depositor: LockedDepositor, back: Returned | undefined): DepositorMove[] {
  if (!back) return [];
  return [{ depositorId: depositor.depositorId, working: -back.working, ...receivedBy(depositor, back.total) }];
}
