import { getStrategyEndpoint, saveStrategyEndpoint } from "@/lib/loan-api/depositor-strategy";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getStrategyEndpoint, saveStrategyEndpoint);
