"use client";

import type { ReactNode } from "react";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { offerInput, offerTilesInput } from "@/lib/market/schemas";
import { formatPlural } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";

type OfferButtonProps = {
  tileIds: number[];
  action: ServerAction<{ offers: readonly object[] }>;
  label: string;
  title: string;
  /** What will happen, with the figures before and after. */
  children: ReactNode;
};

/** Puts tiles up for sale, after saying what that means. */
export function OfferButton({ tileIds, action, label, title, children }: OfferButtonProps) {
  return (
    <ConfirmAction
      schema={offerTilesInput}
      action={action}
      defaultValues={{ tileIds }}
      label={label}
      title={title}
      confirm="Offer for sale"
      done={({ offers }) => `${formatPlural(offers.length, "tile")} on offer from the next close of business on.`}
    >
      {children}
    </ConfirmAction>
  );
}

type TakeBackButtonProps = { offerId: number; loanId: number; action: ServerAction<object>; size?: "xs" };

/** Takes an offer back. */
export function TakeBackButton({ offerId, loanId, action, size }: TakeBackButtonProps) {
  return (
    <ConfirmAction
      schema={offerInput}
      action={action}
      defaultValues={{ offerId }}
      label="Take back"
      button={{ variant: "default", ...(size ? { size } : {}) }}
      buttonLabel={`Take back the offer of your tile of loan ${loanId}`}
      title={`Keep your tile of loan ${loanId}?`}
      confirm="Take back"
      done={() => "The tile is no longer on offer."}
    >
      What is not sold of it stays yours, with everything that it brings. You can offer it again at any time, behind those that are on offer then.
    </ConfirmAction>
  );
}
