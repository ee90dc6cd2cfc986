import { eq, and, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { loans } from "@/db/schema";
import type { Product } from "@/lib/catalog/steps";
import { loanTermsOf } from "@/lib/catalog/terms";
import type { BusinessDate } from "@/lib/core/business-date";
import { assessEligibility, type EligibilityAssessment, type EligibilityFacts } from "@/lib/core/eligibility";
import { regularInstalment } from "@/lib/core/instalment-stages";
import type { Money } from "@/lib/core/money";
import { buildSchedule } from "@/lib/core/schedule";
import { scoreApplicant, type Score } from "@/lib/core/score";
import { env } from "@/lib/env";
import { readUnpaidDebts } from "./owed-store";

export type Assessment = EligibilityAssessment & { score: Score | null };

/** What this bank knows of a borrower from earlier loans. */
export async function readStanding(db: Db | Tx, borrowerId: number): Promise<Pick<EligibilityFacts, "activeLoans" | "unpaidDebt">> {
  const [row] = await db
    .select({ count: sql<string>`count(*)` })
    .from(loans)
    .where(and(eq(loans.borrowerId, borrowerId), eq(loans.state, "active")));
  const debts = await readUnpaidDebts(db, [borrowerId]);
  return { activeLoans: Number(row?.count ?? 0), unpaidDebt: debts.get(borrowerId) ?? 0n };
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
