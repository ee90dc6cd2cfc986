import type { Tx } from "@/db/transaction";
import { lockBank } from "@/lib/catalog/steps";
import { allocate, type AllocationPart, type LoanFacts } from "@/lib/core/allocation";
import { searchFunders } from "@/lib/core/funder-search";
import { sumMoney, type Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { restart } from "@/lib/platform/operation";
import { readCursor, viewRingAtOnce, walkRing } from "./ring-store";
import { settleHeld, type EntryContext } from "./settlement";
import { settleAllDepositors, settleCandidates } from "./settlement-runs";
import { lockCandidatesWaiting, lockFreeCandidates, lockGate, readRingAfter, ROWS_PER_STATEMENT, type AllocationPath } from "./store";

/** One currency, one pool. */
export const POOL = 1;
const EXTENSION_FACTOR = 4;
/** The mode in which a short loan begins again behind the gate. */
const GATE_MODE = "gate";

/** What funding needs to know about a loan. */
export type FundingNeed = LoanFacts & {
  loanId: number;
  bankId: number;
  principal: Money;
  /** What the bank keeps itself; the rest is asked of depositors. */
  bankShare: Money;
  bankTopsUp: boolean;
};

/** Whom to ask (reserved before the loan was locked), in which mode, and what the entries say. */
export type AllocationRun = { candidates: readonly number[]; mode: string | undefined; entry: EntryContext };

/** Who gives what to a loan; the rows of the givers, and of the bank where it gives, are locked and not yet moved. */
type LoanFunders = {
  /** In ring order, those who give nothing included. */
  asked: readonly AllocationPart[];
  given: readonly AllocationPart[];
  bankTile: Money;
  path: AllocationPath;
};

/**
 * Decides who funds a loan, all or nothing: first the reserved candidates, then once more of them; still short, it
 * begins again behind the gate, where only "all money together is less than the loan" answers
 * `allocation_not_possible`. The bank gives the rest of the loan: its share, and the top-up where it tops up.
 */
export async function findFunders(tx: Tx, need: FundingNeed, { candidates, mode, entry }: AllocationRun): Promise<LoanFunders> {
  const pooled = need.principal - need.bankShare;
  const { parts, path } = mode === GATE_MODE ? await allocateBehindGate(tx, { pooled, need, entry }) : await allocateFromRing(tx, { pooled, need, order: candidates, entry });
  const given = parts.filter((part) => part.amount > 0n);
  const bankTile = need.principal - sumMoney(given.map((part) => part.amount));
  if (bankTile > 0n) await lockBankWith(tx, { bankId: need.bankId, amount: bankTile, entry });
  return { asked: parts, given, bankTile, path };
}

type Taken = { parts: readonly AllocationPart[]; path: AllocationPath };
type Asking = { pooled: Money; need: FundingNeed; entry: EntryContext };

async function allocateFromRing(tx: Tx, { pooled, need, order, entry }: Asking & { order: readonly number[] }): Promise<Taken> {
  if (pooled === 0n) return { parts: [], path: "ring" };
  await settleCandidates(tx, order, { context: entry, tilesMax: env.tilesSettledBeforeAllocation });
  const first = await lockFreeCandidates(tx, order);
  const direct = allocate(pooled, first, need);
  if (direct.ok) return { parts: direct.parts, path: "ring" };

  const more = await readRingAfter(tx, order, EXTENSION_FACTOR * Math.max(order.length, 1));
  const extension = await lockFreeCandidates(tx, more);
  const all = [...first, ...extension.map((candidate) => ({ ...candidate, position: candidate.position + order.length }))];
  const extended = allocate(pooled, all, need);
  return extended.ok ? { parts: extended.parts, path: "extended" } : restart(GATE_MODE);
}

/**
 * One short loan at a time. Whoever is seen with money here can only lose it to a transaction that commits, so money
 * that does not suffice at one instant is a true "not enough"; anything else is tried again with fresh figures.
 */
async function allocateBehindGate(tx: Tx, { pooled, need, entry }: Asking): Promise<Taken> {
  await lockGate(tx, POOL);
  if (pooled === 0n) return { parts: [], path: "gate" };
  const cursor = await readCursor(tx, POOL);
  const search = async (look: typeof walkRing) => {
    const searching = searchFunders(pooled, need);
    await look(tx, cursor, searching);
    return searching.found();
  };
  const held = new Map<number, number>();
  let settled = false;
  for (;;) {
    let found = await search(walkRing);
    if (!found.ok) found = await search(viewRingAtOnce);
    if (!found.ok && !settled) {
      // What has come back but is not settled is waiting money too. Settling it all costs most, so it comes last.
      settled = true;
      if ((await settleAllDepositors(tx, entry)) > 0) continue;
    }
    if (!found.ok && !need.bankTopsUp) refuse("allocation_not_possible");
    // Locks are kept from one try to the next, so the loop ends: in the worst case everybody is held.
    for (const { depositorId, position } of [...found.chosen, ...found.standBy]) held.set(depositorId, position);
    const result = allocate(pooled, await lockCandidatesWaiting(tx, inOrderOf(held)), need);
    if (result.ok || (!found.ok && result.covered >= found.covered)) return { parts: result.parts, path: "gate" };
  }
}

function inOrderOf(positions: ReadonlyMap<number, number>): number[] {
  return [...positions].sort(([, left], [, right]) => left - right).map(([depositorId]) => depositorId);
}

/**
 * The bank is locked last and waiting: it is in every loan of its own products. What has come back to it and is not
 * settled is its money too, and is settled as far as the loan needs it.
 */
async function lockBankWith(tx: Tx, { bankId, amount, entry }: { bankId: number; amount: Money; entry: EntryContext }): Promise<void> {
  let bank = await lockBank(tx, bankId);
  while (bank.available < amount) {
    const settled = await settleHeld(tx, { depositors: [], bankIds: [bankId] }, { context: entry, scope: { tilesMax: ROWS_PER_STATEMENT } });
    if (settled.length === 0) refuse("allocation_not_possible");
    bank = await lockBank(tx, bankId);
  }
}
