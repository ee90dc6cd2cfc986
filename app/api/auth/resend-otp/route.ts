import { resendOtpEndpoint } from "@/lib/loan-api/auth";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(resendOtpEndpoint);
