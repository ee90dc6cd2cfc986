import { listLoanTilesEndpoint } from "@/lib/loan-api/admin-loan-funding";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listLoanTilesEndpoint);
