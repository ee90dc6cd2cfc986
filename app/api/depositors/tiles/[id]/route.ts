import { getTileEndpoint } from "@/lib/loan-api/depositor-tiles";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getTileEndpoint);
