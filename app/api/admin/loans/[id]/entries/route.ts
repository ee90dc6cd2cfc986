import { listLoanEntriesEndpoint } from "@/lib/loan-api/admin-loan-entries";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listLoanEntriesEndpoint);
