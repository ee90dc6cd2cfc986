import type { Db } from "@/db/client";
import { withTransaction, type Tx } from "@/db/transaction";
import { takeFromBank } from "@/lib/catalog/steps";
import { tileOffsets } from "@/lib/core/distribution";
import type { DepositorAmount } from "@/lib/core/entries";
import type { Money } from "@/lib/core/money";
import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { findFunders, POOL, type AllocationRun, type FundingNeed } from "./allocation";
import { moveDepositors } from "./depositor-store";
import { readHeldReservation } from "./reservation-store";
import { lendReservation } from "./reservation-steps";
import { depositorsBehindBacklog } from "./settlement-runs";
import { insertCandidates, insertRound, reserveRing, sortByRing, type AllocationPath, type NewTile } from "./store";

/** More candidates than tiles are asked, because some may be held by another loan at that moment. */
const SPARE_CANDIDATES = 2;

/** What decides how many candidates a loan needs. */
export type CandidateNeed = Pick<FundingNeed, "principal" | "bankShare" | "smallestTileMinor" | "tileCountMax">;

/**
 * Takes the next depositors of the ring for a loan, in a short transaction of its own: losing it costs them one turn.
 * In a bank so small that everybody is asked, those are added of whose money all has come back from loans and is still
 * to be settled: they are shown as waiting too.
 */
export async function reserveCandidates(need: CandidateNeed): Promise<number[]> {
  const count = candidateCount(need);
  return count === 0 ? [] : withTransaction((tx) => reserveFrom(tx, count));
}

async function reserveFrom(tx: Tx, count: number): Promise<number[]> {
  const asked = await reserveRing(tx, POOL, count);
  if (asked.length === count) return asked;
  const isAsked = new Set(asked);
  const others = (await depositorsBehindBacklog(tx, env.tilesSettledBeforeAllocation)).filter((id) => !isAsked.has(id));
  return [...asked, ...(await sortByRing(tx, POOL, others))];
}

/** k + 2: as many as could each hold a tile, and two to spare. The ring answers with fewer when fewer have money. */
function candidateCount({ principal, bankShare, smallestTileMinor, tileCountMax }: CandidateNeed): number {
  const pooled = principal - bankShare;
  if (pooled <= 0n) return 0;
  const bySize = pooled / smallestTileMinor + 1n;
  const tiles = tileCountMax !== null && BigInt(tileCountMax) < bySize ? tileCountMax : Number(bySize > 10_000_000n ? 10_000_000n : bySize);
  return tiles + SPARE_CANDIDATES;
}

/** Is money held for this loan, so that nobody need be asked any more? */
export async function isReserved(db: Db, loanId: number): Promise<boolean> {
  return (await readHeldReservation(db, loanId)) !== null;
}

type FundedLoan = { parts: readonly DepositorAmount[]; bankTile: Money; fundedFrom: "available" | "committed" };

/**
 * Funds a locked loan that is paid out, all or nothing, and writes the round with its tiles: from exactly what was held
 * for it since its approval, which refuses `approval_expired` once the last day is over, else by an allocation over
 * depositors' waiting money, which refuses `allocation_not_possible`. The caller posts the disbursement.
 */
export async function fundLoan(tx: Tx, need: FundingNeed, run: AllocationRun): Promise<FundedLoan> {
  const held = await readHeldReservation(tx, need.loanId);
  // The job that sets it free may not have come to it yet.
  if (held && held.expiresOn < run.entry.businessDate) refuse("approval_expired");
  const { path, ...funded } = held
    ? { parts: await lendReservation(tx, { ...need, held }, run.entry.businessDate), bankTile: held.bankPart, fundedFrom: "committed" as const, path: held.path }
    : await lendWaiting(tx, need, run);
  const { parts, bankTile } = funded;
  const round = { loanId: need.loanId, total: need.principal, pooled: need.principal - bankTile, fundedOn: run.entry.businessDate, path, keyId: run.entry.keyId };
  await insertRound(tx, round, tilesOf(need, parts, bankTile));
  return funded;
}

async function lendWaiting(tx: Tx, need: FundingNeed, run: AllocationRun): Promise<FundedLoan & { path: AllocationPath }> {
  const { asked, given, bankTile, path } = await findFunders(tx, need, run);
  await moveDepositors(tx, given.map(({ depositorId, amount }) => ({ depositorId, available: -amount, working: amount })));
  if (bankTile > 0n) await takeFromBank(tx, need.bankId, bankTile);
  await insertCandidates(tx, need.loanId, asked);
  return { parts: given.map(({ depositorId, amount }) => ({ depositorId, amount })), bankTile, fundedFrom: "available", path };
}

/** Depositors' tiles in ring order, then the bank's, which always has the last offset. */
function tilesOf(need: FundingNeed, parts: readonly DepositorAmount[], bankTile: Money): NewTile[] {
  const funders = [
    ...parts.map((part) => ({ depositorId: part.depositorId as number | null, bankId: null as number | null, amount: part.amount })),
    ...(bankTile > 0n ? [{ depositorId: null, bankId: need.bankId, amount: bankTile }] : []),
  ];
  const offsets = tileOffsets(funders.map((funder) => funder.amount));
  return funders.map((funder, index) => ({ ...funder, offset: offsets[index] ?? 0n }));
}
