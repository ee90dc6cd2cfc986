import { listMyLoansEndpoint } from "@/lib/loan-api/loans";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listMyLoansEndpoint);
