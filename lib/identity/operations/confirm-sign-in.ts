import { defineOperation } from "@/lib/platform/operation";
import { confirmSignInInput } from "../schemas";
import { enterCode } from "../sign-in-steps";
import { lockAccount } from "../store";

/** The second factor: the code that a right password sent by e-mail. */
export const confirmSignIn = defineOperation({
  name: "identity.confirm-sign-in",
  input: confirmSignInInput,
  keepsAnswer: false,
  async run({ tx }, { userId, code }) {
    return enterCode(tx, { account: await lockAccount(tx, userId), purpose: "sign_in", code });
  },
});
