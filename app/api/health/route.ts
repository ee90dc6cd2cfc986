import { healthHandler } from "@/lib/platform/health";
import { getOnly } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = getOnly(healthHandler);
