import { z } from "zod";
import { defineOperation } from "@/lib/platform/operation";
import { forgetEndedCounts } from "@/lib/platform/rate-limit";

/** Forgets counts of tries and calls whose time is over: every address that ever called would else leave a row for good. */
export const forgetCounts = defineOperation({
  name: "identity.forget-counts",
  input: z.object({}),
  keepsAnswer: false,
  run: async ({ tx }) => ({ forgotten: await forgetEndedCounts(tx) }),
});
