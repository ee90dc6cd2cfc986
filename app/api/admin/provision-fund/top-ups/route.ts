import { topUpFundEndpoint } from "@/lib/loan-api/admin-provision";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(topUpFundEndpoint);
