import { calculateDayCountEndpoint } from "@/lib/loan-api/calculator-day-count";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(calculateDayCountEndpoint);
