import { documentHandler } from "@/lib/api-reference/document";
import { getOnly } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = getOnly(documentHandler);
