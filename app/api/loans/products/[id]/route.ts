import { getProductEndpoint } from "@/lib/loan-api/products";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getProductEndpoint);
