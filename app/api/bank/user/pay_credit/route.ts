import { payCreditByPutEndpoint, payCreditEndpoint } from "@/lib/bank-api/borrowing";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(payCreditByPutEndpoint, payCreditEndpoint);
