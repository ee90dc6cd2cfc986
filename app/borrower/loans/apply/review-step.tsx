import { EmptyState } from "@/components/layout/empty-state";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { ApplyForm } from "@/components/loans/apply-form";
import { EligibilityAnswer } from "@/components/loans/eligibility-answer";
import { LoanCostFacts } from "@/components/loans/loan-cost-facts";
import { FeeFacts, KindFacts } from "@/components/loans/product-facts";
import { oftenWords, rateWords } from "@/components/loans/term-words";
import { getProduct } from "@/lib/catalog/queries";
import { formatDecimal } from "@/lib/core/money";
import type { Actor } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { checkEligibility } from "@/lib/loans/eligibility-query";
import { moneyFormat } from "@/lib/platform/money-format";
import { applyForLoanAction } from "./actions";
import { addressOf, type Ask } from "./ask";

/** The last step: the full cost on one page, then the signature. */
export async function ReviewStep({ actor, ask }: { actor: Actor; ask: Ask }) {
  const product = ask.product === undefined ? null : await getProduct.execute(actor, { productId: ask.product });
  if (product === null || ask.amount === undefined || ask.instalments === undefined) {
    return (
      <EmptyState title="Choose a loan first" action={{ href: addressOf({ step: "loan" }), label: "Choose a product" }}>
        The review shows the full cost of one amount and term.
      </EmptyState>
    );
  }
  const { amount, instalments } = ask;
  const answer = await checkEligibility.execute(actor, { productId: product.id, amount: formatDecimal(amount, env.currencyExponent), instalments });
  const backHref = addressOf({ ...ask, step: "loan" });
  if (!answer.eligible || answer.pendingLoanId !== null || answer.cost === null) {
    return (
      <Sections>
        <EligibilityAnswer answer={answer} />
        <EmptyState title="This loan cannot be applied for" action={{ href: backHref, label: "Change amount or term" }} compact />
      </Sections>
    );
  }
  return (
    <CardGrid layout="main-aside">
      <Sections>
        <SectionCard title={product.name} description={`${product.bankName}. Paid out today, this is all of it; dates move with the day it is paid out.`}>
          <LoanCostFacts cost={answer.cost} often={oftenWords(product)} rateText={rateWords(product)} />
        </SectionCard>
        <SectionCard title="How it is paid back">
          <KindFacts of={product} format={moneyFormat} />
        </SectionCard>
        <SectionCard title="Fees">
          <FeeFacts product={product} format={moneyFormat} />
        </SectionCard>
      </Sections>
      <SectionCard title="Apply" description={product.approvesAutomatically ? "The answer comes at once." : "An officer decides. You will get an e-mail."}>
        <ApplyForm action={applyForLoanAction} productId={product.id} amount={amount} instalments={instalments} backHref={backHref} />
      </SectionCard>
    </CardGrid>
  );
}
