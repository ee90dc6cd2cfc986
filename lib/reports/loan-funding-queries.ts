import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { allocationCandidates, banks, depositors, fundingRounds, loans, products, tiles, users } from "@/db/schema";
import type { CapReason } from "@/lib/core/allocation";
import type { BusinessDate } from "@/lib/core/business-date";
import { fundingSplit } from "@/lib/core/loan";
import { maxMoney, minMoney, type Money } from "@/lib/core/money";
import { loanIdInput } from "@/lib/loans/schemas";
import { defineQuery } from "@/lib/platform/operation";

/** More tiles than this are not drawn one by one. */
const TILES_MAX = 1_000;
const CANDIDATES_MAX = 1_000;

/** How the money for an approved loan stands now: figures for choosing, not a promise. */
export type FundingOutlook = {
  /** What depositors are asked for: the loan without the bank's own share. */
  pooled: Money;
  bankShare: Money;
  /** Waiting money above what its owners keep aside, and how many they are; each one's other limits may still lower it. */
  free: Money;
  freeDepositors: number;
  bankAvailable: Money;
  bankTopsUp: boolean;
  /** What the bank must give when depositors give all they can. */
  bankNeeded: Money;
  verdict: "covered" | "topped_up" | "not_enough";
};

export type FundingTile = { id: number; depositorId: number | null; name: string; amount: Money };
export type FundingCandidate = { depositorId: number; name: string; position: number; cap: Money; heldBy: CapReason; given: Money };

/** What the allocation did when the loan was paid out. */
export type FundingResult = {
  total: Money;
  pooled: Money;
  bankTile: Money;
  path: "ring" | "extended" | "gate";
  fundedOn: BusinessDate;
  funders: number;
  asked: number;
  largest: Money;
  smallest: Money;
  /** Returned to funders so far. */
  principalReturned: Money;
  interestPassedOn: Money;
  tiles: FundingTile[];
  candidates: FundingCandidate[];
};

export type LoanFunding = { kind: "outlook"; outlook: FundingOutlook } | { kind: "funded"; result: FundingResult } | { kind: "none" };

/** Where a loan's money comes from: before disbursing what waits for it, afterwards what the allocation did. */
export const getLoanFunding = defineQuery({
  name: "funding.get-loan-funding",
  input: loanIdInput,
  async run({ db }, { loanId }): Promise<LoanFunding> {
    const [loan] = await db
      .select({
        state: loans.state,
        principal: loans.principal,
        bankSharePpm: products.bankSharePpm,
        bankTopsUp: products.bankTopsUp,
        bankAvailable: banks.available,
      })
      .from(loans)
      .innerJoin(products, eq(products.id, loans.productId))
      .innerJoin(banks, eq(banks.id, loans.bankId))
      .where(eq(loans.id, loanId))
      .limit(1);
    if (!loan) return { kind: "none" };
    const result = await readResult(db, loanId);
    if (result) return { kind: "funded", result };
    if (loan.state !== "pending" && loan.state !== "approved") return { kind: "none" };
    return { kind: "outlook", outlook: outlookOf(loan, await readFreeMoney(db)) };
  },
});

type FundableLoan = { principal: Money; bankSharePpm: number; bankTopsUp: boolean; bankAvailable: Money };

/** Weighs a loan against the money that waits. */
export function outlookOf(loan: FundableLoan, { free, freeDepositors }: { free: Money; freeDepositors: number }): FundingOutlook {
  const { bankShare, pooled } = fundingSplit(loan.principal, loan.bankSharePpm);
  const bankNeeded = loan.bankTopsUp ? bankShare + maxMoney(0n, pooled - free) : bankShare;
  const poolCovers = free >= pooled;
  const bankCovers = loan.bankAvailable >= bankNeeded;
  const verdict = bankCovers && poolCovers ? "covered" : bankCovers && loan.bankTopsUp ? "topped_up" : "not_enough";
  const { bankAvailable, bankTopsUp } = loan;
  return { pooled, bankShare, free, freeDepositors, bankAvailable, bankTopsUp, bankNeeded: minMoney(bankNeeded, loan.principal), verdict };
}

async function readFreeMoney(db: Db): Promise<{ free: Money; freeDepositors: number }> {
  const [row] = await db
    .select({ free: sql<string>`coalesce(sum(${depositors.available} - ${depositors.keepAside}), 0)`, count: sql<string>`count(*)` })
    .from(depositors)
    .where(eq(depositors.eligible, true));
  return { free: BigInt(row?.free ?? 0), freeDepositors: Number(row?.count ?? 0) };
}

async function readResult(db: Db, loanId: number): Promise<FundingResult | null> {
  const [round] = await db
    .select({
      total: fundingRounds.total,
      pooled: fundingRounds.pooled,
      path: fundingRounds.path,
      fundedOn: fundingRounds.fundedOn,
      cumPrincipal: fundingRounds.cumPrincipal,
      cumInterest: fundingRounds.cumInterest,
    })
    .from(fundingRounds)
    .where(and(eq(fundingRounds.loanId, loanId), eq(fundingRounds.number, 1)))
    .limit(1);
  if (!round) return null;
  const { cumPrincipal, cumInterest, ...funded } = round;
  const spread = await readSpread(db, loanId);
  const candidates = await readCandidates(db, loanId);
  return {
    ...funded,
    bankTile: round.total - round.pooled,
    ...spread,
    principalReturned: cumPrincipal,
    interestPassedOn: cumInterest,
    tiles: await readTiles(db, loanId),
    candidates,
  };
}

async function readSpread(db: Db, loanId: number) {
  const [given] = await db
    .select({
      asked: sql<string>`count(*)`,
      funders: sql<string>`coalesce(sum(${allocationCandidates.given} > 0), 0)`,
      largest: sql<string>`coalesce(max(${allocationCandidates.given}), 0)`,
      smallest: sql<string>`coalesce(min(nullif(${allocationCandidates.given}, 0)), 0)`,
    })
    .from(allocationCandidates)
    .where(and(eq(allocationCandidates.loanId, loanId), eq(allocationCandidates.roundNumber, 1)));
  return {
    asked: Number(given?.asked ?? 0),
    funders: Number(given?.funders ?? 0),
    largest: BigInt(given?.largest ?? 0),
    smallest: BigInt(given?.smallest ?? 0),
  };
}

async function readTiles(db: Db, loanId: number): Promise<FundingTile[]> {
  const rows = await db
    .select({ id: tiles.id, depositorId: tiles.depositorId, depositorName: users.fullName, bankName: banks.name, amount: tiles.amount })
    .from(tiles)
    .leftJoin(users, eq(users.id, tiles.depositorId))
    .leftJoin(banks, eq(banks.id, tiles.bankId))
    .where(and(eq(tiles.loanId, loanId), eq(tiles.roundNumber, 1), eq(tiles.live, true)))
    .orderBy(asc(tiles.offset))
    .limit(TILES_MAX);
  return rows.map(({ depositorName, bankName, ...tile }) => ({ ...tile, name: depositorName ?? bankName ?? "" }));
}

async function readCandidates(db: Db, loanId: number): Promise<FundingCandidate[]> {
  return db
    .select({
      depositorId: allocationCandidates.depositorId,
      name: users.fullName,
      position: allocationCandidates.position,
      cap: allocationCandidates.cap,
      heldBy: allocationCandidates.heldBy,
      given: allocationCandidates.given,
    })
    .from(allocationCandidates)
    .innerJoin(users, eq(users.id, allocationCandidates.depositorId))
    .where(and(eq(allocationCandidates.loanId, loanId), eq(allocationCandidates.roundNumber, 1)))
    .orderBy(asc(allocationCandidates.position))
    .limit(CANDIDATES_MAX);
}
