import { z } from "zod";
import { defineQuery } from "@/lib/platform/operation";
import { checkInvariants } from "./invariants";

/** Proves every invariant of the books now, each with its rule in words, the time it took and the first rows that break it. */
export const proveBooks = defineQuery({
  name: "reports.prove-books",
  input: z.object({}),
  run: async ({ db, today }) => ({ today, results: await checkInvariants(db) }),
});
