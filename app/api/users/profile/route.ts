import { profileEndpoint, saveProfileEndpoint } from "@/lib/loan-api/profile";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(profileEndpoint, saveProfileEndpoint);
