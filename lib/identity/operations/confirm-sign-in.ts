import { refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { confirmSignInInput } from "../schemas";
import { grantTicket, tryCode } from "../sign-in-steps";
import { lockAccount } from "../store";

/** The second factor: the code that a right password sent by e-mail. */
export const confirmSignIn = defineOperation({
  name: "identity.confirm-sign-in",
  input: confirmSignInInput,
  keepsAnswer: false,
  async run({ tx }, { userId, code }) {
    const account = await lockAccount(tx, userId);
    const refusal = await tryCode(tx, { userId, purpose: "sign_in" }, code);
    if (refusal) return refusal;
    if (!account || account.blockedAt !== null) return refused("account_blocked");
    return { ticket: await grantTicket(tx, userId) };
  },
});
