import { createEmploymentDetailsEndpoint, employmentDetailsEndpoint, updateEmploymentDetailsEndpoint } from "@/lib/loan-api/details";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(createEmploymentDetailsEndpoint, employmentDetailsEndpoint, updateEmploymentDetailsEndpoint);
