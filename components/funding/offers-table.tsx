"use client";

import { CircleCheck, CircleX, Clock, Undo2 } from "lucide-react";
import { EmptyState } from "@/components/layout/empty-state";
import { StateBadge } from "@/components/layout/state-badge";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import type { Page } from "@/components/tables/page";
import type { OwnOffer } from "@/lib/market/offer-list-store";
import { obstacleWords, type OfferState } from "@/lib/market/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./funding.module.css";
import { TakeBackButton } from "./offer-buttons";

const looks = {
  open: { text: "On offer", tone: "accent", icon: Clock },
  sold: { text: "Sold", tone: "good", icon: CircleCheck },
  taken_back: { text: "Taken back", tone: "neutral", icon: Undo2 },
  lapsed: { text: "Lapsed", tone: "warn", icon: CircleX },
} as const satisfies Record<OfferState, Parameters<typeof StateBadge>[0]>;

const c = columnsOf<OwnOffer>();

/** A depositor's offers: what is still for sale, and what became of the others. */
export function OffersTable({ page, takeBack }: { page: Page<OwnOffer>; takeBack: ServerAction<object> }) {
  const columns = [
    c.link("loan", "Loan", (offer) => ({ href: `/depositor/portfolio/${offer.tileId}`, text: `Loan ${offer.loanId} · ${offer.productName}` })),
    c.text("grade", "Grade", (offer) => offer.grade ?? "–"),
    c.date("offered", "Offered", (offer) => offer.offeredOn),
    c.money("left", "Still on offer", (offer) => (offer.state === "open" ? offer.left : null)),
    c.money("proceeds", "Sold for", (offer) => (offer.proceeds > 0n ? offer.proceeds : null)),
    c.text("state", "State", (offer) => <OfferStateCell offer={offer} />),
    c.actions("Actions", (offer) => offer.state === "open" && <TakeBackButton offerId={offer.offerId} loanId={offer.loanId} action={takeBack} size="xs" />),
  ];
  return (
    <DataTable
      label="Your offers"
      page={page}
      columns={columns}
      rowId={(offer) => offer.offerId}
      empty={
        <EmptyState title="Nothing on offer" action={{ href: "/depositor/portfolio", label: "Your loans" }}>
          When you need money before a loan is repaid, offer your tile of it for sale on the tile’s page.
        </EmptyState>
      }
    />
  );
}

function OfferStateCell({ offer: { state, lapsedFor } }: { offer: OwnOffer }) {
  return (
    <span className={classes.twoLines}>
      <StateBadge {...looks[state]} />
      {lapsedFor && <span className={classes.quiet}>{obstacleWords[lapsedFor]}</span>}
    </span>
  );
}
