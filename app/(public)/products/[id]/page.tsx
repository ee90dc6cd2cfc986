import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { scheduleHref } from "@/components/calculators/schedule-href";
import { LinkButton } from "@/components/layout/link-button";
import { Money } from "@/components/layout/money";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { Stat, StatRow } from "@/components/layout/stat";
import { LoanCalculator } from "@/components/loans/loan-calculator";
import { formatApr } from "@/components/loans/loan-cost-facts";
import { FeeFacts, KindFacts, RuleFacts } from "@/components/loans/product-facts";
import { quoteTermsOf } from "@/components/loans/quote-terms";
import { oftenWords, rateWords } from "@/components/loans/term-words";
import { getProduct, type ProductDetails } from "@/lib/catalog/queries";
import { maxMoney, minMoney } from "@/lib/core/money";
import { env } from "@/lib/env";
import { formatMoney, formatPlural, formatRate } from "@/lib/format";
import { idInput, positiveMoneyInput } from "@/lib/platform/field-schemas";
import { moneyFormat } from "@/lib/platform/money-format";
import { readPageActor } from "@/lib/platform/page-session";

/** The amount that the products were compared for. */
const askedAmount = positiveMoneyInput(env.currencyExponent).optional().catch(undefined);

/** Read once for the title and the page. */
const readProduct = cache(async (id: string): Promise<ProductDetails> => {
  const productId = idInput.safeParse(id);
  const product = productId.success ? await getProduct.execute(await readPageActor(), { productId: productId.data }) : null;
  return product ?? notFound();
});

export async function generateMetadata({ params }: PageProps<"/products/[id]">): Promise<Metadata> {
  const { name, bankName } = await readProduct((await params).id);
  return { title: `${name}, ${bankName}` };
}

export default async function ProductPage({ params, searchParams }: PageProps<"/products/[id]">) {
  const product = await readProduct((await params).id);
  const { example, bankName, amountMin, amountMax } = product;
  const asked = askedAmount.parse((await searchParams).amount) ?? example.amount;
  const applyHref = `/borrower/loans/apply?product=${product.id}`;
  const written = (minor: bigint) => formatMoney(minor, moneyFormat, { fraction: "auto" });
  return (
    <>
      <PageHeader
        title={product.name}
        lead={`${bankName}. ${product.description}`}
        breadcrumbs={[{ label: "Loan products", href: "/products" }]}
        actions={<LinkButton href={applyHref} variant="default">Apply</LinkButton>}
      />
      <Sections>
        <StatRow>
          <Stat label="Real yearly cost (APR)" value={formatApr(example.aprPpm)} hint={`${written(example.amount)} over ${formatPlural(example.instalments, "instalment")}, fees included`} lead />
          <Stat label="Interest" value={formatRate(product.ratePpm)} hint={rateWords(product)} />
          <Stat label="Amount" value={<Money minor={amountMin} fraction="auto" />} hint={`to ${written(amountMax)}`} />
          <Stat label="Term" value={`${product.instalmentsMin} to ${product.instalmentsMax}`} hint={`instalments, ${oftenWords(product)}`} />
        </StatRow>
        <LoanCalculator
          today={product.today}
          amount={{ min: amountMin, max: amountMax, initial: minMoney(maxMoney(asked, amountMin), amountMax) }}
          instalments={{ min: product.instalmentsMin, max: product.instalmentsMax, initial: example.instalments }}
          rate={{ fixedPpm: product.ratePpm }}
          terms={quoteTermsOf(product)}
          applyHref={applyHref}
        />
        <p>
          <Link href={scheduleHref(product, env.currencyExponent)}>Calculate your own</Link>: grace, a first due date, early payments, and the same over the API.
        </p>
        <CardGrid>
          <Sections>
            <SectionCard title="How it is paid back">
              <KindFacts of={product} format={moneyFormat} />
            </SectionCard>
            <SectionCard title="What it can cost besides interest">
              <FeeFacts product={product} format={moneyFormat} />
            </SectionCard>
          </Sections>
          <SectionCard title="Who can have it" description="The answer names every rule that is not met, and what would help.">
            <RuleFacts product={product} format={moneyFormat} />
          </SectionCard>
        </CardGrid>
        <SectionCard title="Where the money comes from">
          <p>
            {product.bankSharePpm > 0 ? `${bankName} lends ${formatRate(product.bankSharePpm)} itself; the rest comes` : "It comes"} from many depositors at once, each with a small tile.
            You deal with one bank and one schedule, whoever stands behind it.
          </p>
        </SectionCard>
      </Sections>
    </>
  );
}
