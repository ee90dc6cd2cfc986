import { calculateAnnuityEndpoint } from "@/lib/loan-api/calculator-amounts";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(calculateAnnuityEndpoint);
