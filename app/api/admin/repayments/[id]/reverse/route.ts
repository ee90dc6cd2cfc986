import { reverseRepaymentEndpoint } from "@/lib/loan-api/admin-servicing";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(reverseRepaymentEndpoint);
