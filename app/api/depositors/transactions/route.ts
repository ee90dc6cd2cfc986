import { listTransactionsEndpoint } from "@/lib/loan-api/depositor-movements";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listTransactionsEndpoint);
