import { getPayoffEndpoint, payOffEndpoint } from "@/lib/loan-api/repayments";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getPayoffEndpoint, payOffEndpoint);
