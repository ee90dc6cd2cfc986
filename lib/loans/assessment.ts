import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { loans } from "@/db/schema";
import type { Product } from "@/lib/catalog/steps";
import { loanTermsOf } from "@/lib/catalog/terms";
import type { BusinessDate } from "@/lib/core/business-date";
import { assessEligibility, refusesUnpaidDebt, type EligibilityAssessment, type EligibilityFacts } from "@/lib/core/eligibility";
import { regularInstalment } from "@/lib/core/instalment-stages";
import { invariant } from "@/lib/core/invariant";
import type { Money } from "@/lib/core/money";
import { buildSchedule } from "@/lib/core/schedule";
import { scoreApplicant, type Score } from "@/lib/core/score";
import { env } from "@/lib/env";
import { readUnpaidDebts } from "./owed-store";

export type Assessment = EligibilityAssessment & { score: Score | null };

/** What this bank knows of a borrower from earlier loans. */
type Standing = Pick<EligibilityFacts, "activeLoans" | "unpaidDebt">;

/** The standing of one borrower. */
export async function readStanding(db: Db | Tx, borrowerId: number): Promise<Standing> {
  const standing = (await readStandings(db, [borrowerId])).get(borrowerId);
  invariant(standing !== undefined, "standing: everybody who is asked for has one");
  return standing;
}

/** The standing of each of these borrowers, by id. */
export async function readStandings(db: Db | Tx, borrowerIds: readonly number[]): Promise<Map<number, Standing>> {
  if (borrowerIds.length === 0) return new Map();
  const counts = await db
    .select({ borrowerId: loans.borrowerId, count: sql<string>`count(*)` })
    .from(loans)
    .where(and(inArray(loans.borrowerId, [...borrowerIds]), eq(loans.state, "active")))
    .groupBy(loans.borrowerId)
    .limit(borrowerIds.length);
  const activeLoans = new Map(counts.map(({ borrowerId, count }) => [borrowerId, Number(count)]));
  const debts = await readUnpaidDebts(db, borrowerIds);
  return new Map(borrowerIds.map((id) => [id, { activeLoans: activeLoans.get(id) ?? 0, unpaidDebt: debts.get(id) ?? 0n }]));
}

/** What must be paid back of written-off loans before this product is lent to a borrower; 0 where it has no such rule. Minor units. */
export async function readDebtInTheWay(db: Db | Tx, borrowerId: number, { criteria }: Pick<Product, "criteria">): Promise<Money> {
  if (!refusesUnpaidDebt(criteria)) return 0n;
  return (await readUnpaidDebts(db, [borrowerId])).get(borrowerId) ?? 0n;
}

/**
 * Assesses one applicant for one product: the rules, every reason against, the largest amount, score and grade.
 * @param ask amount null when only the largest amount is asked; minor units
 */
export function assess(
  facts: EligibilityFacts,
  product: Product,
  ask: { amount: Money | null; instalments: number; on: BusinessDate },
): Assessment {
  const terms = loanTermsOf(product, { amount: ask.amount ?? product.amountMin, instalments: ask.instalments }, ask.on);
  const assessment = assessEligibility(
    facts,
    { on: ask.on, exponent: env.currencyExponent, amount: ask.amount, terms, product },
    product.criteria,
  );
  const score = product.criteria === null ? null : scoreApplicant(facts, { on: ask.on, exponent: env.currencyExponent });
  return { ...assessment, score };
}

/** What an ask would pay regularly, as its schedule would have it; minor units. */
export function instalmentOf(product: Product, ask: { amount: Money; instalments: number }, on: BusinessDate): Money {
  const terms = loanTermsOf(product, ask, on);
  return regularInstalment(terms, buildSchedule(terms));
}
