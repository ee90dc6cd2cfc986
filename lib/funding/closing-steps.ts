import type { Tx } from "@/db/transaction";
import { creditBank, lockBanks } from "@/lib/catalog/steps";
import { finalReturn, type TileReturn } from "@/lib/core/closing-for-good";
import { coveringDue } from "@/lib/core/covering-due";
import type { RoundCounters } from "@/lib/core/distribution";
import { settlementEntry } from "@/lib/core/entries";
import type { Money } from "@/lib/core/money";
import { receivedBy } from "@/lib/core/received-money";
import { accountBalance } from "@/lib/ledger/queries";
import { postEntry } from "@/lib/ledger/steps";
import { closeRound, lockFundGate, readOpenTiles, type OpenTileRow } from "./closing-store";
import { moveDepositors } from "./depositor-store";
import type { EntryContext } from "./settlement";
import { setTilesSettled } from "./settlement-store";
import { lockDepositors, readRound, setRoundCounters, type LockedDepositor, type Round } from "./store";

/* How a round of funding ends. The caller holds the loan's row throughout. */

/** A loan's round as it stands. */
export function roundOf(tx: Tx, loanId: number): Promise<Round> {
  return readRound(tx, loanId);
}

/** Writes counters that a write-off or a recovery has moved. */
export async function setCounters(tx: Tx, loanId: number, counters: RoundCounters): Promise<void> {
  await setRoundCounters(tx, loanId, counters);
}

/**
 * Takes what is not settled of a loan's tiles out of their depositors' money at work: it is lost, or on its way back.
 * Locks the depositors, ascending.
 */
export async function stopWorking(tx: Tx, loanId: number): Promise<void> {
  await lockDepositors(tx, idsIn(await readOpenTiles(tx, loanId), "depositorId"));
  const unsettled = new Map<number, Money>();
  for (const { depositorId, amount, settledPrincipal } of await readOpenTiles(tx, loanId)) {
    if (depositorId !== null) unsettled.set(depositorId, (unsettled.get(depositorId) ?? 0n) + amount - settledPrincipal);
  }
  await moveDepositors(tx, [...unsettled].map(([depositorId, minor]) => ({ depositorId, working: -minor })));
}

/** What is in the provision fund, which nobody else can debit until the transaction ends. Minor units. */
export async function lockProvisionFund(tx: Tx): Promise<Money> {
  await lockFundGate(tx);
  return accountBalance(tx, "provision_fund");
}

type Pot = "settled" | "rounding";
const kinds = { settled: "settlement", rounding: "rounding_at_closing" } as const;

/**
 * Closes a loan's round: every tile gets its final part, settled at once, the last units in an entry of their own.
 * Locks the depositors ascending, then the bank.
 * @param loan.isLost a written-off loan, whose money is not at work any more
 * @returns how many tiles were closed
 */
export async function closeRoundForGood(tx: Tx, loan: { loanId: number; isLost: boolean }, context: EntryContext): Promise<number> {
  const { loanId } = loan;
  const { counters } = await readRound(tx, loanId);
  const held = await readOpenTiles(tx, loanId);
  const depositors = await lockDepositors(tx, idsIn(held, "depositorId"));
  await lockBanks(tx, idsIn(held, "bankId"));

  const tiles = (await readOpenTiles(tx, loanId)).map((tile) => {
    const given = finalReturn(tile, counters);
    return { tile, given, back: sumOf(given) };
  });
  let due = new Map(depositors.map((each) => [each.depositorId, each.due]));
  for (const pot of ["settled", "rounding"] as const) {
    due = await postReturns(tx, { loanId, pot, returns: tiles.map(({ tile, given }) => ({ tile, back: given[pot] })) }, { due, context });
  }
  const settled = tiles.map(({ tile: { tileId, settledPrincipal, settledInterest }, back }) => ({
    tileId,
    settledPrincipal: settledPrincipal + back.principal,
    settledInterest: settledInterest + back.interest,
  }));
  await setTilesSettled(tx, settled, { areFinal: true });
  const totals = totalsBy(tiles, "depositorId");
  await moveDepositors(tx, depositors.flatMap((depositor) => moveOf(depositor, totals.get(depositor.depositorId), loan.isLost)));
  await closeRound(tx, loanId, context.keyId);
  return tiles.length;
}

type Given = { tile: OpenTileRow; back: TileReturn };

/** Posts one pot and credits the bank; answers what is still due from each depositor afterwards. */
async function postReturns(
  tx: Tx,
  { loanId, pot, returns }: { loanId: number; pot: Pot; returns: readonly Given[] },
  { due, context }: { due: Map<number, Money>; context: EntryContext },
): Promise<Map<number, Money>> {
  const toDepositors = [...totalsBy(returns, "depositorId")].map(([depositorId, back]) => ({ depositorId, amount: back.principal + back.interest, due: due.get(depositorId) ?? 0n }));
  const toBanks = [...totalsBy(returns, "bankId")].map(([bankId, back]) => ({ bankId, amount: back.principal + back.interest }));
  if (toDepositors.length + toBanks.length === 0) return due;
  await postEntry(tx, settlementEntry(toDepositors, toBanks, kinds[pot]), { ...context, loanId, roundNumber: 1 });
  for (const { bankId, amount } of toBanks) await creditBank(tx, bankId, amount);
  const withheld = new Map(toDepositors.map((each) => [each.depositorId, coveringDue(each.amount, each.due).toDue]));
  return new Map([...due].map(([depositorId, minor]) => [depositorId, minor - (withheld.get(depositorId) ?? 0n)]));
}

function totalsBy(returns: readonly Given[], owner: "depositorId" | "bankId"): Map<number, TileReturn> {
  const totals = new Map<number, TileReturn>();
  for (const { tile, back } of returns) {
    const id = tile[owner];
    if (id === null || back.principal + back.interest === 0n) continue;
    const before = totals.get(id) ?? { principal: 0n, interest: 0n };
    totals.set(id, { principal: before.principal + back.principal, interest: before.interest + back.interest });
  }
  return totals;
}

function sumOf({ settled, rounding }: { settled: TileReturn; rounding: TileReturn }): TileReturn {
  return { principal: settled.principal + rounding.principal, interest: settled.interest + rounding.interest };
}

function moveOf(depositor: LockedDepositor, back: TileReturn | undefined, isLost: boolean) {
  if (!back) return [];
  const working = isLost ? 0n : -back.principal;
  return [{ depositorId: depositor.depositorId, working, ...receivedBy(depositor, back.principal + back.interest) }];
}

function idsIn(tiles: readonly OpenTileRow[], owner: "depositorId" | "bankId"): number[] {
  return [...new Set(tiles.flatMap((tile) => tile[owner] ?? []))];
}
