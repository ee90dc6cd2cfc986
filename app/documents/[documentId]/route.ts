import { openDocument } from "@/lib/identity/queries";
import { fileHandler } from "@/lib/platform/file-handler";

export const GET = fileHandler(openDocument);
