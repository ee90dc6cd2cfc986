import type { Metadata } from "next";
import { OfferButton } from "@/components/funding/offer-buttons";
import { OffersTable } from "@/components/funding/offers-table";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { formatPlural } from "@/lib/format";
import { getOfferable, listOwnOffers } from "@/lib/market/queries";
import { requireActor } from "@/lib/platform/page-session";
import { offerTilesAction, takeBackOfferAction } from "./actions";

export const metadata: Metadata = { title: "Sell tiles" };

export default async function MarketPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await requireActor("depositor");
  const [page, offerable] = await Promise.all([listOwnOffers.execute(actor, await searchParams), getOfferable.execute(actor, {})]);
  return (
    <>
      <PageHeader title="Sell tiles" lead="The way out of a loan before it is repaid: other depositors’ waiting money buys your tile." />
      <Sections>
        <CardGrid layout="main-aside">
          <SectionCard title="How it works">
            <KeyValues
              layout="columns"
              entries={[
                { label: "Price", value: "The principal that has not come back, and the interest accrued to the day. No fee." },
                { label: "When", value: "After each close of business, oldest offers first. Nobody can promise a buyer." },
                { label: "Who buys", value: "The next depositors in turn whose own strategy takes the loan, as evenly as for a new loan: whole or in parts." },
                { label: "Not for sale", value: "Tiles of loans that are late, written off or repaid." },
              ]}
            />
          </SectionCard>
          <SectionCard title="Everything at once">
            <SellAll {...offerable} />
          </SectionCard>
        </CardGrid>
        <SectionCard title="Your offers" flush>
          <OffersTable page={page} takeBack={takeBackOfferAction} />
        </SectionCard>
      </Sections>
    </>
  );
}

function SellAll({ tileIds, left }: { tileIds: number[]; left: bigint }) {
  if (tileIds.length === 0) return <p>You have no tile that could be offered now.</p>;
  const tiles = formatPlural(tileIds.length, "tile");
  return (
    <>
      <KeyValues entries={[{ label: `${tiles} could be offered`, value: <Money minor={left} />, hint: "Principal still at work" }]} />
      <OfferButton tileIds={tileIds} action={offerTilesAction} label={`Offer ${tiles}`} title={`Offer ${tiles} for sale?`}>
        All of your money that works in loans on time goes on offer: <Money minor={left} /> of principal, and the interest accrued when each is sold. What is sold joins your
        waiting money. Until then each tile stays yours, and you can take each offer back.
      </OfferButton>
    </>
  );
}
