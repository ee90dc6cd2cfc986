import { getLoanFileEndpoint } from "@/lib/loan-api/admin-loan-file";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getLoanFileEndpoint);
