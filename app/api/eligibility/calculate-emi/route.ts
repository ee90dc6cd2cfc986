import { calculateEmiEndpoint } from "@/lib/loan-api/eligibility";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(calculateEmiEndpoint);
