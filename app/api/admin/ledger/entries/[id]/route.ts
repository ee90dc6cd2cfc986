import { getEntryEndpoint } from "@/lib/loan-api/admin-ledger";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getEntryEndpoint);
