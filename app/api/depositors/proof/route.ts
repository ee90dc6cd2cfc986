import { getProofEndpoint } from "@/lib/loan-api/depositor-proof";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getProofEndpoint);
