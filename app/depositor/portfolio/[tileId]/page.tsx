import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SellTileCard } from "@/components/funding/sell-tile-card";
import { TileAheadTable } from "@/components/funding/tile-ahead-table";
import { TileLinesTable } from "@/components/funding/tile-lines-table";
import { TileStats } from "@/components/funding/tile-stats";
import { TileTerms } from "@/components/funding/tile-terms";
import { TileBadge } from "@/components/funding/tiles-table";
import { EmptyState } from "@/components/layout/empty-state";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { formatDate, formatPlural } from "@/lib/format";
import { getClientBalance } from "@/lib/funding/client-balance-query";
import { getOwnTile, type TileView } from "@/lib/funding/queries";
import { getTileSale } from "@/lib/market/queries";
import { idInput } from "@/lib/platform/field-schemas";
import { moneyFormat } from "@/lib/platform/money-format";
import { requireActor } from "@/lib/platform/page-session";
import { offerTilesAction, takeBackOfferAction } from "./actions";

export const metadata: Metadata = { title: "Your tile" };

export default async function TilePage({ params }: { params: Promise<{ tileId: string }> }) {
  const actor = await requireActor("depositor");
  const tileId = idInput.safeParse((await params).tileId);
  const view = tileId.success ? await getOwnTile.execute(actor, { tileId: tileId.data }) : null;
  if (!view) notFound();
  const { tile, lines, ahead } = view;
  const [sale, { waiting }] = await Promise.all([getTileSale.execute(actor, { tileId: tile.tileId }), getClientBalance.execute(actor, { userId: actor.id })]);
  return (
    <>
      <PageHeader
        title={`Loan ${tile.loanId}`}
        lead={leadOf(view)}
        badge={<TileBadge tile={tile} />}
        breadcrumbs={[{ label: "Your loans", href: "/depositor/portfolio" }]}
      />
      <Sections>
        <TileStats view={view} format={moneyFormat} />
        <CardGrid layout="main-aside">
          <Sections>
            <SectionCard
              title="What each payment brought you"
              description="Your part of everything paid so far, in whole minor units, less what you had before. So one line may be a unit more or less; the sum is exact."
              flush
            >
              {lines.length > 0 ? (
                <TileLinesTable lines={lines} />
              ) : (
                <EmptyState title="No payment yet" compact>
                  The first instalment is still to come.
                </EmptyState>
              )}
            </SectionCard>
            {ahead.length > 0 && (
              <SectionCard title="What is still to come" description="Your part of each instalment, fees taken off, when the borrower pays by the schedule." flush>
                <TileAheadTable ahead={ahead} />
              </SectionCard>
            )}
          </Sections>
          <Sections>
            {sale && (
              <SellTileCard view={view} sale={sale} waiting={waiting} format={moneyFormat} offer={offerTilesAction} takeBack={takeBackOfferAction} />
            )}
            <SectionCard title="The loan">
              <TileTerms tile={tile} />
            </SectionCard>
          </Sections>
        </CardGrid>
      </Sections>
    </>
  );
}

function leadOf({ tile }: TileView): string {
  if (tile.soldOn !== null) return `You held a tile of a loan by ${tile.bankName} until ${formatDate(tile.soldOn)}.`;
  const late = tile.daysPastDue > 0 ? ` The oldest unpaid instalment is ${formatPlural(tile.daysPastDue, "day")} late.` : "";
  return `Your tile of a loan by ${tile.bankName}.${late}`;
}
