import { investEndpoint } from "@/lib/loan-api/deposits";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(investEndpoint);
