import { forgotPasswordEndpoint } from "@/lib/loan-api/auth-account";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(forgotPasswordEndpoint);
