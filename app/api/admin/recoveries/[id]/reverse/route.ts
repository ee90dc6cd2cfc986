import { reverseRecoveryEndpoint } from "@/lib/loan-api/admin-write-off";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(reverseRecoveryEndpoint);
