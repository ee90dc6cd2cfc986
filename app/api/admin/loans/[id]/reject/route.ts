import { rejectLoanEndpoint } from "@/lib/loan-api/admin-loans";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(rejectLoanEndpoint);
