import { listTileSalesEndpoint } from "@/lib/loan-api/admin-tile-sales";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listTileSalesEndpoint);
