import { listDocumentsEndpoint } from "@/lib/loan-api/admin-documents";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(listDocumentsEndpoint);
