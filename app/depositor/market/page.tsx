import type { Metadata } from "next";
import { OfferAll } from "@/components/funding/offer-all";
import { OffersTable } from "@/components/funding/offers-table";
import { KeyValues } from "@/components/layout/key-values";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { getOfferable, listOwnOffers } from "@/lib/market/queries";
import { requireActor } from "@/lib/platform/page-session";
import { offerTilesAction, takeBackOfferAction } from "./actions";

export const metadata: Metadata = { title: "Sell tiles" };

export default async function MarketPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await requireActor("depositor");
  const [page, offerable] = await Promise.all([listOwnOffers.execute(actor, await searchParams), getOfferable.execute(actor, {})]);
  const offers = <OffersTable page={page} takeBack={takeBackOfferAction} />;
  return (
    <>
      <PageHeader title="Sell tiles" lead="The way out of a loan before it is repaid: other depositors’ waiting money buys your tile." />
      <Sections>
        {page.total > 0 && offers}
        <CardGrid layout="main-aside">
          <SectionCard title="How it works">
            <KeyValues
              layout="columns"
              entries={[
                { label: "Price", value: "The principal that has not come back, and the interest accrued to the day. No fee; a tile that is sold in parts loses at most a minor unit a part to rounding." },
                { label: "When", value: "After each close of business, oldest offers first. Nobody can promise a buyer." },
                { label: "Who buys", value: "The next depositors in turn whose own strategy takes the loan, as evenly as for a new loan: whole or in parts." },
                { label: "Not for sale", value: "Tiles of loans that are late, written off or repaid." },
              ]}
            />
          </SectionCard>
          <SectionCard title="Everything at once">
            <OfferAll {...offerable} action={offerTilesAction} />
          </SectionCard>
        </CardGrid>
        {page.total === 0 && offers}
      </Sections>
    </>
  );
}
