"use server";

import { offerTiles } from "@/lib/market/operations/offer-tiles";
import { takeBackOffer } from "@/lib/market/operations/take-back-offer";
import { serverAction } from "@/lib/platform/server-action";

export const offerTilesAction = serverAction(offerTiles);
export const takeBackOfferAction = serverAction(takeBackOffer);
