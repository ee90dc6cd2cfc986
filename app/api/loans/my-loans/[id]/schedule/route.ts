import { getScheduleEndpoint } from "@/lib/loan-api/loan-schedule";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(getScheduleEndpoint);
