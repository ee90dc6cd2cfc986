import { ProductList } from "@/components/catalog/product-list";
import { Doors } from "@/components/home/doors";
import { Hero } from "@/components/home/hero";
import { HomeSection } from "@/components/home/home-section";
import { SpreadPicture } from "@/components/home/spread-picture";
import { DemoBanner } from "@/components/layout/demo-banner";
import { PublicShell } from "@/components/layout/public-shell";
import { LoanCalculator } from "@/components/loans/loan-calculator";
import { getProduct, listProducts } from "@/lib/catalog/queries";
import { env } from "@/lib/env";
import { getAccount } from "@/lib/identity/queries";
import { moneyFormat } from "@/lib/platform/money-format";
import { readPageActor } from "@/lib/platform/page-session";
import { homeOf } from "@/lib/platform/paths";

/** What the free calculator lets one try, in major units, parts per million and instalments: wider than any one product. */
const trial = { amount: { min: 10_000n, max: 1_000_000n, initial: 300_000n }, rate: { minPpm: 60_000, maxPpm: 300_000 }, instalments: { min: 3, max: 60, initial: 24 } } as const;
const TRIAL_RATE_PPM = 120_000;

export default async function FrontPage() {
  const actor = await readPageActor();
  const products = await listProducts.execute(actor, {});
  // A product knows the business date; without any there is nothing to calculate yet.
  const cheapest = products[0] ? await getProduct.execute(actor, { productId: products[0].id }) : null;
  const account = actor.role === "anonymous" ? null : await getAccount.execute(actor, {});
  const scale = 10n ** BigInt(moneyFormat.exponent);
  const { min, max, initial } = trial.amount;
  return (
    <PublicShell user={account ? { name: account.fullName, home: homeOf(actor.role) } : undefined} banner={env.demo && <DemoBanner />}>
      <Hero format={moneyFormat} />
      <SpreadPicture format={moneyFormat} />
      {cheapest && (
        <HomeSection title="What would a loan cost?" lead="Computed here, in your browser, by the same schedule that the bank signs. Nothing is sent.">
          <LoanCalculator
            today={cheapest.today}
            amount={{ min: min * scale, max: max * scale, initial: initial * scale }}
            instalments={trial.instalments}
            rate={{ ...trial.rate, initialPpm: TRIAL_RATE_PPM }}
          />
        </HomeSection>
      )}
      <HomeSection title="Loans on offer" lead="From our partner banks, the lowest yearly cost first. APR counts interest and fees together.">
        <ProductList products={products} />
      </HomeSection>
      <Doors />
    </PublicShell>
  );
}
