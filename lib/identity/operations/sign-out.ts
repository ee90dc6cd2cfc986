import { defineOperation } from "@/lib/platform/operation";
import { signOutInput } from "../schemas";
import { revokeSession } from "../store";

/** Ends the caller's own session; its cookie or token is worthless from then on. */
export const signOut = defineOperation({
  name: "identity.sign-out",
  input: signOutInput,
  async run({ tx, actor }) {
    if (actor.sessionId !== null) await revokeSession(tx, actor.id, actor.sessionId);
    return {};
  },
});
