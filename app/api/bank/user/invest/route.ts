import { investByPutEndpoint, investEndpoint } from "@/lib/bank-api/deposits";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(investByPutEndpoint, investEndpoint);
