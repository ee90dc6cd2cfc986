import Link from "next/link";
import { EmptyState } from "@/components/layout/empty-state";
import { SectionCard } from "@/components/layout/section-card";
import classes from "@/components/loans/borrower.module.css";
import { EligibilityAnswer } from "@/components/loans/eligibility-answer";
import { LoanChoice } from "@/components/loans/loan-choice";
import { ProductPick } from "@/components/loans/product-pick";
import { getProduct, listProducts } from "@/lib/catalog/queries";
import { formatDecimal, maxMoney, minMoney } from "@/lib/core/money";
import type { Actor } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { checkEligibility } from "@/lib/loans/eligibility-query";
import { addressOf, type Ask } from "./ask";

type LoanStepProps = { actor: Actor; ask: Ask; today: string };

/** The second step: a product, then amount and term with cost and answer. */
export async function LoanStep({ actor, ask, today }: LoanStepProps) {
  const product = ask.product === undefined ? null : await getProduct.execute(actor, { productId: ask.product });
  if (product === null) return <ProductChoice actor={actor} ask={ask} />;
  const { amountMin, amountMax, instalmentsMin, instalmentsMax, example } = product;
  const chosen = {
    amount: minMoney(maxMoney(ask.amount ?? example.amount, amountMin), amountMax),
    instalments: Math.min(Math.max(ask.instalments ?? example.instalments, instalmentsMin), instalmentsMax),
  };
  const answer = await checkEligibility.execute(actor, { productId: product.id, amount: formatDecimal(chosen.amount, env.currencyExponent), instalments: chosen.instalments });
  return (
    <section className={classes.stack} aria-labelledby="product">
      <div className={classes.productHead}>
        <h2 id="product">{product.name}</h2>
        <Link href={`/products/${product.id}`}>Rules and fees</Link>
      </div>
      <p>
        {product.bankName}. {product.description}
      </p>
      <LoanChoice key={product.id} product={product} today={today} chosen={chosen} mayApply={answer.eligible && answer.pendingLoanId === null}>
        <EligibilityAnswer answer={answer} />
      </LoanChoice>
    </section>
  );
}

async function ProductChoice({ actor, ask }: { actor: Actor; ask: Ask }) {
  const products = await listProducts.execute(actor, {});
  if (products.length === 0) return <EmptyState title="No loan products yet">The bank has not published a product. Please come back soon.</EmptyState>;
  return (
    <SectionCard title="Which product?" description="The cheapest first. APR is the yearly cost with all fees, for the middle amount and term of each product.">
      <ProductPick products={products} hrefOf={(product) => addressOf({ ...ask, step: "loan", product })} />
    </SectionCard>
  );
}
