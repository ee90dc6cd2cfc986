import { z } from "zod";
import { cursorInput } from "@/lib/platform/cursor-page";
import { defineQuery } from "@/lib/platform/operation";
import { selectApiKeys, type ApiKey } from "./api-key-store";

export type { ApiKey };

/** Every key of partner systems, newest first, the revoked ones included. */
export const listApiKeys = defineQuery({
  name: "identity.list-api-keys",
  input: z.object(cursorInput),
  run: ({ db }, page): Promise<ApiKey[]> => selectApiKeys(db, page),
});
