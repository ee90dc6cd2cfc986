import type { Tx } from "@/db/transaction";
import { lockBank } from "@/lib/catalog/steps";
import { allocate, type Allocation, type AllocationPart, type LoanFacts } from "@/lib/core/allocation";
import { sumMoney, type Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { restart } from "@/lib/platform/operation";
import { settleHeld, type EntryContext } from "./settlement";
import { settleAllDepositors, settleCandidates } from "./settlement-runs";
import { lockCandidatesWaiting, lockFreeCandidates, lockGate, readEligibleCandidates, readRingAfter, ROWS_PER_STATEMENT, type AllocationPath } from "./store";

/** One currency, one pool. */
export const POOL = 1;
const EXTENSION_FACTOR = 4;
/** Behind the gate, limits of 1.2 times the amount are locked, because some of it may be gone by then. */
const GATE_SPARE_NUMERATOR = 12n;
const GATE_SPARE_DENOMINATOR = 10n;
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
 * One short loan at a time. Whoever is seen with money here can only lose it to a transaction that commits, so a sum
 * of committed money below the amount is a true "not enough"; anything else is tried again with fresh figures.
 */
async function allocateBehindGate(tx: Tx, { pooled, need, entry }: Asking): Promise<Taken> {
  await lockGate(tx, POOL);
  if (pooled === 0n) return { parts: [], path: "gate" };
  const held = new Set<number>();
  let settled = false;
  for (;;) {
    const wish = allocate(pooled, await readEligibleCandidates(tx, POOL), need);
    if (!wish.ok && !settled) {
      // What has come back but is not settled is waiting money too.
      settled = true;
      if ((await settleAllDepositors(tx, entry)) > 0) continue;
    }
    if (!wish.ok && !need.bankTopsUp) refuse("allocation_not_possible");
    // Locks are kept from one try to the next, so the loop ends: in the worst case everybody is held.
    for (const id of chooseToLock(wish.parts, pooled)) held.add(id);
    const result = allocate(pooled, await lockCandidatesWaiting(tx, [...held]), need);
    if (isAsGoodAs(result, wish)) return { parts: result.parts, path: "gate" };
  }
}

/** Those the wish takes from, then others in ring order until their limits cover the amount with a fifth to spare. */
function chooseToLock(parts: readonly AllocationPart[], pooled: Money): number[] {
  const wanted = (pooled * GATE_SPARE_NUMERATOR) / GATE_SPARE_DENOMINATOR;
  const able = parts.filter((part) => part.cap > 0n);
  const ordered = [...able.filter((part) => part.amount > 0n), ...able.filter((part) => part.amount === 0n)];
  const chosen: number[] = [];
  let covered = 0n;
  for (const part of ordered) {
    if (covered >= wanted && part.amount === 0n) break;
    chosen.push(part.depositorId);
    covered += part.cap;
  }
  return chosen;
}

function isAsGoodAs(result: Allocation, wish: Allocation): boolean {
  return result.ok || (!wish.ok && result.covered <= wish.covered);
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
