import { listAuditEndpoint } from "@/lib/loan-api/admin-operations";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listAuditEndpoint);
