import { z } from "zod";
import { defineQuery } from "@/lib/platform/operation";
import { shownStrategy, type ShownStrategy } from "./strategy";
import { readStrategy } from "./strategy-store";

/** A depositor's own limits on what is lent; those of a new depositor for somebody who has never set or invested anything. */
export const getStrategy = defineQuery({
  name: "funding.get-strategy",
  input: z.object({}),
  run: async ({ db, actor }): Promise<ShownStrategy> => shownStrategy(await readStrategy(db, actor.id)),
});
