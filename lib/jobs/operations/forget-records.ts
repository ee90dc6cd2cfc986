import { z } from "zod";
import { forgetSome } from "@/lib/platform/forgetting";
import { defineOperation } from "@/lib/platform/operation";
import { forgettableRecords } from "../forgettable-records";

/**
 * Forgets what is over, some rows of each kind at a time: codes, sessions, keys that nobody chose, webhook events.
 * @returns how many rows it looked at
 */
export const forgetRecords = defineOperation({
  name: "jobs.forget-records",
  input: z.object({}),
  // An answer that is kept would be one more row to forget.
  keepsAnswer: false,
  async run({ tx }) {
    let looked = 0;
    for (const { forgettable, before } of forgettableRecords()) looked += await forgetSome(tx, forgettable, before);
    return { looked };
  },
});
