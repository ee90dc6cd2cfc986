import { createFinancialDetailsEndpoint, financialDetailsEndpoint, updateFinancialDetailsEndpoint } from "@/lib/loan-api/details";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(createFinancialDetailsEndpoint, financialDetailsEndpoint, updateFinancialDetailsEndpoint);
