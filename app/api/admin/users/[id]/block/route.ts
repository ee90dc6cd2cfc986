import { blockUserEndpoint } from "@/lib/loan-api/admin-people";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(blockUserEndpoint);
