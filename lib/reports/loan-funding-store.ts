import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { allocationCandidates, banks, fundingRounds, reservations, tiles, users } from "@/db/schema";
import type { CapReason } from "@/lib/core/allocation";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";

export type FundingTile = { id: number; depositorId: number | null; name: string; amount: Money };
export type FundingCandidate = { depositorId: number; name: string; position: number; cap: Money; heldBy: CapReason; given: Money };

type Page = { limit: number; after?: number | undefined };

export type StoredRound = NonNullable<Awaited<ReturnType<typeof readRound>>>;

/** The loan's round of funding, null before it is paid out. */
export async function readRound(db: Db, loanId: number) {
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
  return round ?? null;
}

export type StoredReservation = { state: "held" | "used" | "released"; bankPart: Money; path: "ring" | "extended" | "gate"; reservedOn: BusinessDate; expiresOn: BusinessDate };

/** The money that is or was held for the loan; null when none ever was. */
export async function readReservation(db: Db, loanId: number): Promise<StoredReservation | null> {
  const { state, bankPart, path, reservedOn, expiresOn } = reservations;
  const [reservation] = await db.select({ state, bankPart, path, reservedOn, expiresOn }).from(reservations).where(eq(reservations.loanId, loanId)).limit(1);
  return reservation ?? null;
}

/** How many were asked and gave, and the largest and the smallest part. */
export async function readSpread(db: Db, loanId: number) {
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

/** Live tiles by offset, the bank's last; with `after` those that follow the place of that tile. */
export async function readTiles(db: Db, loanId: number, { limit, after }: Page): Promise<FundingTile[]> {
  const rows = await db
    .select({ id: tiles.id, depositorId: tiles.depositorId, depositorName: users.fullName, bankName: banks.name, amount: tiles.amount })
    .from(tiles)
    .leftJoin(users, eq(users.id, tiles.depositorId))
    .leftJoin(banks, eq(banks.id, tiles.bankId))
    .where(
      and(
        ...[eq(tiles.loanId, loanId), eq(tiles.roundNumber, 1), isNull(tiles.endedEntryId)],
        after === undefined ? undefined : gt(tiles.offset, sql`(SELECT seen.offset_before FROM tiles seen WHERE seen.id = ${after} AND seen.loan_id = ${loanId})`),
      ),
    )
    .orderBy(asc(tiles.offset))
    .limit(limit);
  return rows.map(({ depositorName, bankName, ...tile }) => ({ ...tile, name: depositorName ?? bankName ?? "" }));
}

/** Who was asked, in ring order; with `after` those that follow that depositor. */
export async function readCandidates(db: Db, loanId: number, { limit, after }: Page): Promise<FundingCandidate[]> {
  const { depositorId, position, cap, heldBy, given } = allocationCandidates;
  const seen = sql`(SELECT seen.position FROM allocation_candidates seen WHERE seen.loan_id = ${loanId} AND seen.round_number = 1 AND seen.depositor_id = ${after})`;
  return db
    .select({ depositorId, name: users.fullName, position, cap, heldBy, given })
    .from(allocationCandidates)
    .innerJoin(users, eq(users.id, allocationCandidates.depositorId))
    .where(and(eq(allocationCandidates.loanId, loanId), eq(allocationCandidates.roundNumber, 1), after === undefined ? undefined : gt(position, seen)))
    .orderBy(asc(allocationCandidates.position))
    .limit(limit);
}
