import { getCreditsEndpoint } from "@/lib/bank-api/credits";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getCreditsEndpoint);
