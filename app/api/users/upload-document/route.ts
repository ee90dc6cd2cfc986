import { uploadDocumentEndpoint } from "@/lib/loan-api/documents";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(uploadDocumentEndpoint);
