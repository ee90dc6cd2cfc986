import { listBanksEndpoint } from "@/lib/loan-api/admin-catalog";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listBanksEndpoint);
