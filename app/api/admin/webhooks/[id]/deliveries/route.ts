import { listDeliveriesEndpoint } from "@/lib/loan-api/webhook-deliveries";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listDeliveriesEndpoint);
