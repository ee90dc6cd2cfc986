import { z } from "zod";
import { instantNow } from "@/lib/platform/clock";
import { defineQuery } from "@/lib/platform/operation";

/** The machine's clock and the bank's business date, for whoever asks whether the bank is there. */
export const getTime = defineQuery({
  name: "reports.get-time",
  input: z.object({}),
  run: async ({ today }) => ({ now: instantNow(), businessDate: today }),
});
