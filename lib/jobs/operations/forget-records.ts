import { z } from "zod";
import { forgetSome, hasForgettable } from "@/lib/platform/forgetting";
import { defineOperation } from "@/lib/platform/operation";
import { forgettableRecords } from "../forgettable-records";

/**
 * Forgets some rows of one kind that are over: codes, sessions, keys that nobody chose, webhook events. One kind a
 * transaction, so that nobody's key stays locked while this waits for an event.
 * @returns how many rows it looked at
 */
export const forgetRecords = defineOperation({
  name: "jobs.forget-records",
  input: z.object({}),
  // An answer that is kept would be one more row to forget.
  keepsAnswer: false,
  async prepare(db) {
    for (const kind of forgettableRecords()) if (await hasForgettable(db, kind.forgettable, kind.before)) return kind;
    return null;
  },
  async run({ tx, prepared }) {
    return { looked: prepared === null ? 0 : await forgetSome(tx, prepared.forgettable, prepared.before) };
  },
});
