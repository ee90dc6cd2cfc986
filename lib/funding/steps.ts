import { withTransaction, type Tx } from "@/db/transaction";
import { allocate, type Allocation, type AllocationPart, type LoanFacts } from "@/lib/core/allocation";
import { tileOffsets } from "@/lib/core/distribution";
import type { BusinessDate } from "@/lib/core/business-date";
import { sumMoney, type Money } from "@/lib/core/money";
import { lockBank, takeFromBank } from "@/lib/catalog/steps";
import { refuse } from "@/lib/platform/errors";
import { restart } from "@/lib/platform/operation";
import { insertMarks, readUnsettledRounds } from "./settlement-store";
import { settleFunders, type EntryContext } from "./settlement";
import {
  insertRound,
  lockCandidatesWaiting,
  lockFreeCandidates,
  lockGate,
  readEligibleCandidates,
  readRingAfter,
  reserveRing,
  takeFromAvailable,
  type NewTile,
} from "./store";

/** One currency, one pool. */
const POOL = 1;
/** More candidates than tiles are asked, because some may be held by another loan at that moment. */
const SPARE_CANDIDATES = 2;
const EXTENSION_FACTOR = 4;
/** Behind the gate, limits of 1.2 times the amount are locked, because some of it may be gone by then. */
const GATE_SPARE_NUMERATOR = 12n;
const GATE_SPARE_DENOMINATOR = 10n;
/** The mode in which a short loan begins again behind the gate. */
export const GATE_MODE = "gate";

/** What funding needs to know about a loan. */
export type FundingNeed = LoanFacts & {
  loanId: number;
  bankId: number;
  principal: Money;
  /** What the bank keeps itself; the rest is asked of depositors. */
  bankShare: Money;
  bankTopsUp: boolean;
};

export type FundedLoan = { parts: readonly AllocationPart[]; bankTile: Money };

/** Takes the next depositors of the ring for a loan, in a short transaction of its own: losing it costs them one turn. */
export async function reserveCandidates(need: Pick<FundingNeed, "principal" | "bankShare" | "smallestTileMinor" | "tileCountMax">): Promise<number[]> {
  const count = candidateCount(need);
  return count === 0 ? [] : withTransaction((tx) => reserveRing(tx, POOL, count));
}

/** k + 2: as many as could each hold a tile, and two to spare. The ring answers with fewer when fewer have money. */
function candidateCount({ principal, bankShare, smallestTileMinor, tileCountMax }: Parameters<typeof reserveCandidates>[0]): number {
  const pooled = principal - bankShare;
  if (pooled <= 0n) return 0;
  const bySize = pooled / smallestTileMinor + 1n;
  const tiles = tileCountMax !== null && BigInt(tileCountMax) < bySize ? tileCountMax : Number(bySize > 10_000_000n ? 10_000_000n : bySize);
  return tiles + SPARE_CANDIDATES;
}

/**
 * Funds a loan: takes its pooled part from depositors' waiting money and the rest from the bank, all or nothing, and
 * writes the round with its tiles. First from the reserved candidates, then once from more of them; still short, it
 * begins again behind the gate, where only "all money together is less than the loan" answers
 * `allocation_not_possible`. The caller posts the disbursement.
 */
export async function fundLoan(
  tx: Tx,
  need: FundingNeed,
  run: { candidates: readonly number[]; mode: string | undefined; today: BusinessDate; entry: EntryContext },
): Promise<FundedLoan> {
  const pooled = need.principal - need.bankShare;
  const taken =
    run.mode === GATE_MODE ? await allocateBehindGate(tx, { pooled, need, entry: run.entry }) : await allocateFromRing(tx, { pooled, need, order: run.candidates });
  const given = taken.parts.filter((part) => part.amount > 0n);
  const bankTile = need.principal - sumMoney(given.map((part) => part.amount));
  await takeFromAvailable(tx, given);
  await takeBankTile(tx, need, bankTile);
  await insertRound(
    tx,
    { loanId: need.loanId, total: need.principal, pooled: need.principal - bankTile, fundedOn: run.today, path: taken.path },
    { tiles: tilesOf(need, given, bankTile), asked: taken.parts },
  );
  return { parts: given, bankTile };
}

type Taken = { parts: readonly AllocationPart[]; path: "ring" | "extended" | "gate" };

async function allocateFromRing(tx: Tx, { pooled, need, order }: { pooled: Money; need: FundingNeed; order: readonly number[] }): Promise<Taken> {
  if (pooled === 0n) return { parts: [], path: "ring" };
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
async function allocateBehindGate(tx: Tx, { pooled, need, entry }: { pooled: Money; need: FundingNeed; entry: EntryContext }): Promise<Taken> {
  await lockGate(tx, POOL);
  if (pooled === 0n) return { parts: [], path: "gate" };
  const held = new Set<number>();
  let settled = false;
  for (;;) {
    const wish = allocate(pooled, await readEligibleCandidates(tx, POOL), need);
    if (!wish.ok && !settled) {
      // What has come back but is not settled is waiting money too.
      settled = true;
      if ((await settleEverything(tx, entry)) > 0) continue;
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

/** Settles every depositor with returns, batch after batch; answers how many tiles moved. */
async function settleEverything(tx: Tx, entry: EntryContext): Promise<number> {
  let moved = 0;
  for (;;) {
    const { rounds, ...funders } = await readUnsettledRounds(tx, Number.MAX_SAFE_INTEGER);
    if (rounds.length === 0) return moved;
    moved += await settleFunders(tx, funders, entry);
    await insertMarks(tx, rounds);
  }
}

/** The bank is locked last and waiting: it is in every loan of its own products. */
async function takeBankTile(tx: Tx, need: FundingNeed, bankTile: Money): Promise<void> {
  if (bankTile === 0n) return;
  const bank = await lockBank(tx, need.bankId);
  if (bank.available < bankTile) refuse("allocation_not_possible");
  await takeFromBank(tx, need.bankId, bankTile);
}

/** Depositors' tiles in ring order, then the bank's, which always has the last offset. */
function tilesOf(need: FundingNeed, given: readonly AllocationPart[], bankTile: Money): NewTile[] {
  const funders = [
    ...given.map((part) => ({ depositorId: part.depositorId as number | null, bankId: null as number | null, amount: part.amount })),
    ...(bankTile > 0n ? [{ depositorId: null, bankId: need.bankId, amount: bankTile }] : []),
  ];
  const offsets = tileOffsets(funders.map((funder) => funder.amount));
  return funders.map((funder, index) => ({ ...funder, offset: offsets[index] ?? 0n }));
}

