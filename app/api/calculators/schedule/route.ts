import { calculateScheduleEndpoint } from "@/lib/loan-api/calculator-schedule";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(calculateScheduleEndpoint);
