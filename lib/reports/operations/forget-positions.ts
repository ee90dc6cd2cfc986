import { z } from "zod";
import { env } from "@/lib/env";
import { defineOperation } from "@/lib/platform/operation";
import { forgetSome, readForgettableNight } from "../position-proof-store";

/**
 * Deletes positions of nights beyond the newest ones that are kept, some at a time; the roots stay for ever.
 * @returns the night it worked on, and whether that one is gone
 */
export const forgetPositions = defineOperation({
  name: "reports.forget-positions",
  input: z.object({}),
  async run({ tx }) {
    const date = await readForgettableNight(tx, env.proofNights);
    return { date, isGone: date !== null && (await forgetSome(tx, date)) };
  },
});
