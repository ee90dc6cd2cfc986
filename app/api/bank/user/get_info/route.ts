import { getInfoEndpoint } from "@/lib/bank-api/clients";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getInfoEndpoint);
