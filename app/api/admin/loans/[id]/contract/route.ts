import { getContractEndpoint } from "@/lib/loan-api/loan-contract";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getContractEndpoint);
