import { openContract } from "@/lib/loans/contract-file-query";
import { fileHandler } from "@/lib/platform/file-handler";

export const GET = fileHandler(openContract);
