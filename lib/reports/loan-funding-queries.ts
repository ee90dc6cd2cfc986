import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { banks, depositors, loans, products } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { fundingSplit } from "@/lib/core/loan";
import { maxMoney, minMoney, type Money } from "@/lib/core/money";
import { loanIdInput } from "@/lib/loans/schemas";
import { cursorInput } from "@/lib/platform/cursor-page";
import { defineQuery } from "@/lib/platform/operation";
import { readCandidates, readReservation, readRound, readSpread, readTiles, type FundingCandidate, type FundingTile, type StoredReservation, type StoredRound } from "./loan-funding-store";

/** More of each are not drawn one by one. */
const SHOWN_MAX = 1_000;

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

/** What the allocation decided. */
export type FundingDecision = {
  total: Money;
  pooled: Money;
  bankTile: Money;
  path: "ring" | "extended" | "gate";
  funders: number;
  asked: number;
  largest: Money;
  smallest: Money;
  /** The first of those who were asked, in ring order; `walkCandidates` goes on. */
  candidates: FundingCandidate[];
};

/** Money held for an approved loan: exactly this is lent when it is paid out. */
export type FundingReservation = FundingDecision & { reservedOn: BusinessDate; expiresOn: BusinessDate };

/** What funds a loan that was paid out. */
export type FundingResult = FundingDecision & {
  fundedOn: BusinessDate;
  /** The money was held since this day; null when it was found as the loan was paid out. */
  reservedOn: BusinessDate | null;
  /** The payout came back, and the money with it to the funders; null where it did not. */
  givenBackOn: BusinessDate | null;
  /** Returned to funders so far. */
  principalReturned: Money;
  interestPassedOn: Money;
  /** The first live tiles by offset; `walkTiles` goes on. */
  tiles: FundingTile[];
};

export type LoanFunding =
  | { kind: "outlook"; outlook: FundingOutlook }
  | { kind: "reserved"; reservation: FundingReservation }
  | { kind: "funded"; result: FundingResult }
  | { kind: "none" };

/** Where a loan's money comes from: before disbursing what waits or is held for it, afterwards what the allocation did. */
export const getLoanFunding = defineQuery({
  name: "funding.get-loan-funding",
  input: loanIdInput,
  async run({ db }, { loanId }): Promise<LoanFunding> {
    const [loan] = await db
      .select({
        state: loans.state,
        closedOn: loans.closedOn,
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
    const round = await readRound(db, loanId);
    const reservation = await readReservation(db, loanId);
    // A loan that was withdrawn before its payout has no round.
    const givenBackOn = loan.state === "withdrawn" ? loan.closedOn : null;
    if (round) return { kind: "funded", result: { ...(await resultOf(db, loanId, round)), reservedOn: reservation?.reservedOn ?? null, givenBackOn } };
    if (reservation?.state === "held") return { kind: "reserved", reservation: await reservationOf(db, { loanId, total: loan.principal, reservation }) };
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

async function resultOf(db: Db, loanId: number, round: StoredRound): Promise<Omit<FundingResult, "reservedOn" | "givenBackOn">> {
  const { cumPrincipal, cumInterest, ...funded } = round;
  const tiles = await readTiles(db, loanId, { limit: SHOWN_MAX });
  const decision = { ...funded, bankTile: round.total - round.pooled, ...(await decisionOf(db, loanId)) };
  return { ...decision, principalReturned: cumPrincipal, interestPassedOn: cumInterest, tiles };
}

async function reservationOf(
  db: Db,
  { loanId, total, reservation: { bankPart, path, reservedOn, expiresOn } }: { loanId: number; total: Money; reservation: StoredReservation },
): Promise<FundingReservation> {
  return { total, pooled: total - bankPart, bankTile: bankPart, path, reservedOn, expiresOn, ...(await decisionOf(db, loanId)) };
}

async function decisionOf(db: Db, loanId: number) {
  return { ...(await readSpread(db, loanId)), candidates: await readCandidates(db, loanId, { limit: SHOWN_MAX }) };
}

const walkInput = z.object({ ...loanIdInput.shape, ...cursorInput });

/** The live tiles of a loan in any number, for machines, in order of their offset; `after` is a tile. */
export const walkTiles = defineQuery({
  name: "funding.get-loan-funding",
  input: walkInput,
  run: ({ db }, { loanId, limit, after }): Promise<FundingTile[]> => readTiles(db, loanId, { limit, after }),
});

/** Who was asked for a loan, in any number, in ring order; `after` is a depositor. */
export const walkCandidates = defineQuery({
  name: "funding.get-loan-funding",
  input: walkInput,
  run: ({ db }, { loanId, limit, after }): Promise<FundingCandidate[]> => readCandidates(db, loanId, { limit, after }),
});
