import { overviewEndpoint } from "@/lib/loan-api/admin-figures";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(overviewEndpoint);
