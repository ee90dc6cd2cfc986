import { registerEndpoint } from "@/lib/bank-api/access";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(registerEndpoint);
