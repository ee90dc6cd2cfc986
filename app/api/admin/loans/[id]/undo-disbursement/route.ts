import { undoDisbursementEndpoint } from "@/lib/loan-api/admin-transfers";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(undoDisbursementEndpoint);
