import type { Metadata } from "next";
import { z } from "zod";
import { ProductList } from "@/components/catalog/product-list";
import { EmptyState } from "@/components/layout/empty-state";
import { PageHeader } from "@/components/layout/page-header";
import { SectionCard, Sections } from "@/components/layout/section-card";
import { AmountFilter } from "@/components/loans/amount-filter";
import { ProductComparison } from "@/components/loans/product-comparison";
import { listProducts, type ProductSummary } from "@/lib/catalog/queries";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/format";
import { positiveMoneyInput } from "@/lib/platform/field-schemas";
import { moneyFormat } from "@/lib/platform/money-format";
import { readPageActor } from "@/lib/platform/page-session";

export const metadata: Metadata = { title: "Loan products", description: "Loans of our partner banks side by side, with everything they cost." };

/** The text is kept for the field; what is not an amount is as if it were not there. */
const amountText = z
  .string()
  .refine((text) => positiveMoneyInput(env.currencyExponent).safeParse(text).success)
  .catch("");

export default async function ProductsPage({ searchParams }: PageProps<"/products">) {
  const actor = await readPageActor();
  const amount = amountText.parse((await searchParams).amount);
  const products = await listProducts.execute(actor, amount === "" ? {} : { amount });
  return (
    <>
      <PageHeader title="Loan products" lead="Loans of our partner banks, the lowest yearly cost first. APR counts interest and fees together, so that unlike offers can be compared." />
      <Sections>
        <AmountFilter key={amount} amount={amount} />
        {amount === "" ? <AllProducts products={products} /> : <Compared products={products} />}
      </Sections>
    </>
  );
}

function AllProducts({ products }: { products: readonly ProductSummary[] }) {
  return (
    <>
      <p>Each APR is for the middle amount and term of its product. Enter an amount to compare them for the same one.</p>
      <ProductList products={products} />
    </>
  );
}

function Compared({ products }: { products: readonly ProductSummary[] }) {
  const [first] = products;
  if (!first) {
    return (
      <EmptyState title="No product lends this amount" action={{ href: "/products", label: "Show all products" }}>
        Each product shows the smallest and the largest amount that it lends.
      </EmptyState>
    );
  }
  return (
    <>
      <SectionCard title={`What ${formatMoney(first.example.amount, moneyFormat, { fraction: "auto" })} costs`} description="Over the middle term of each product, paid out today and repaid on time." flush>
        <ProductComparison products={products} exponent={env.currencyExponent} />
      </SectionCard>
      <ProductList products={products} />
    </>
  );
}
