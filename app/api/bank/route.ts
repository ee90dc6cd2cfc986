import { mainEndpoint } from "@/lib/bank-api/main";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(mainEndpoint);
