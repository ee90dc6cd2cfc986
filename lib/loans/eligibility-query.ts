import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { loans } from "@/db/schema";
import { loanCost, middleTerm, type LoanCost } from "@/lib/catalog/loan-cost";
import { isOffered, readProduct } from "@/lib/catalog/steps";
import { describeAssessment, type DescribedReason } from "@/lib/core/eligibility";
import type { Grade } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import type { ScorePoints } from "@/lib/core/score";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/format";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineQuery } from "@/lib/platform/operation";
import { assess } from "./assessment";
import { readFacts } from "./reassessment";
import { checkEligibilityInput } from "./schemas";

/** The answer to "may I have this loan?". Amounts in minor units. */
export type EligibilityAnswer = {
  eligible: boolean;
  /** Every rule that is not met, with what would help. */
  reasons: DescribedReason[];
  /** What to do next, without repetition. */
  recommendations: string[];
  /** The largest loan of this product over the asked term; 0 when none. */
  maximumEligible: Money;
  /** The term that was assessed. */
  instalments: number;
  /** Null for a product without rules. */
  score: { score: number; grade: Grade; points: readonly ScorePoints[] } | null;
  /** What the loan would cost; null when no amount was asked or the product does not offer it. */
  cost: LoanCost | null;
  /** The application for this product that waits for a decision already, if any: there can be only one. */
  pendingLoanId: number | null;
};

/**
 * Answers what applying would answer, with the very function that decides it, and writes nothing.
 * Refuses `details_missing` until the borrower's details are saved, `product_not_available` for a product not offered.
 */
export const checkEligibility = defineQuery({
  name: "loans.check-eligibility",
  input: checkEligibilityInput(env.currencyExponent),
  async run({ db, actor, today }, { productId, amount, instalments, inMonths }): Promise<EligibilityAnswer> {
    const product = await readProduct(db, productId);
    if (!isOffered(product, { inMonths })) refuse("product_not_available");
    const facts = (await readFacts(db, [actor.id])).get(actor.id) ?? refuse("details_missing");
    const term = instalments ?? middleTerm(product);
    const assessment = assess(facts, product, { amount: amount ?? null, instalments: term, on: today });
    const { reasons, recommendations } = describeAssessment(assessment, (minor) => formatMoney(minor, moneyFormat, { fraction: "auto" }));
    const hasTerm = !reasons.some(({ code }) => code === "term_outside_product");
    return {
      eligible: assessment.eligible,
      reasons,
      recommendations,
      maximumEligible: assessment.maximumEligible,
      instalments: term,
      score: assessment.score,
      cost: amount !== undefined && hasTerm ? loanCost(product, { amount, instalments: term }, today) : null,
      pendingLoanId: await findPendingApplication(db, actor.id, product.id),
    };
  },
});

async function findPendingApplication(db: Db, borrowerId: number, productId: number): Promise<number | null> {
  const [row] = await db
    .select({ id: loans.id })
    .from(loans)
    .where(and(eq(loans.borrowerId, borrowerId), eq(loans.productId, productId), eq(loans.state, "pending")))
    .limit(1);
  return row?.id ?? null;
}
