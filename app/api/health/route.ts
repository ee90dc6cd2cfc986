import { healthHandler } from "@/lib/platform/health";
import { methodNotAllowed } from "@/lib/platform/route-handler";

export const GET = healthHandler;
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed("GET");
