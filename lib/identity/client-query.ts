import { defineQuery } from "@/lib/platform/operation";
import { readClient } from "./client-steps";
import { clientInput } from "./schemas";

/** A borrower or depositor: the caller's own login, or for staff anybody's. */
export const getClient = defineQuery({
  name: "identity.get-client",
  input: clientInput,
  run: ({ db, actor }, { userId }) => readClient(db, actor, userId),
});
