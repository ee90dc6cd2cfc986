import { listOffersEndpoint, offerTilesEndpoint } from "@/lib/loan-api/depositor-offers";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listOffersEndpoint, offerTilesEndpoint);
