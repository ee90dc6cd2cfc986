import { calculateXirrEndpoint } from "@/lib/loan-api/calculator-rates";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(calculateXirrEndpoint);
