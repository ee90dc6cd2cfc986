import { previewRepaymentEndpoint } from "@/lib/loan-api/repayment-preview";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(previewRepaymentEndpoint);
