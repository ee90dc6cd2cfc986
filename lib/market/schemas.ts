import { z } from "zod";
import type { SaleObstacle } from "@/lib/core/tile-sale";
import { idInput } from "@/lib/platform/field-schemas";

/** A tile, by its id. */
export const tileInput = z.object({ tileId: idInput });

/** More tiles than this are not offered at once. */
export const OFFERED_AT_ONCE_MAX = 200;

/** What a depositor offers: one tile or many. */
export const offerTilesInput = z.object({
  tileIds: z
    .array(idInput, { error: "List the tiles that you want to sell." })
    .min(1, { error: "Choose at least one tile." })
    .max(OFFERED_AT_ONCE_MAX, { error: `Offer at most ${OFFERED_AT_ONCE_MAX} tiles at once.` })
    .transform((ids) => [...new Set(ids)]),
});

/** An own offer, by its id. */
export const offerInput = z.object({ offerId: idInput });

/** Why a tile cannot be sold, or its offer lapsed, for the depositor. */
export const obstacleWords = {
  not_running: "Its loan does not run any more.",
  past_due: "An instalment of its loan is late. The tile can be offered again once the borrower has paid.",
  advance: "A payment of its loan was taken back after it was passed on. The tile can be offered again once later payments have made that good.",
  nothing_left: "All of it has come back already.",
} as const satisfies Record<SaleObstacle, string>;

export const offerStates = ["open", "sold", "taken_back", "lapsed"] as const;
export type OfferState = (typeof offerStates)[number];
