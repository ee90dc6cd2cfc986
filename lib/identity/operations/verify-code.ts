import { defineOperation } from "@/lib/platform/operation";
import { verifyCodeInput } from "../schemas";
import { enterCode, purposeOf } from "../sign-in-steps";
import { lockAccount } from "../store";

/** Proves an e-mail address with the code sent to it, and signs its owner in. */
export const verifyCode = defineOperation({
  name: "identity.verify-code",
  input: verifyCodeInput,
  keepsAnswer: false,
  async run({ tx, actor }, { userId, code }) {
    const account = await lockAccount(tx, userId);
    const purpose = account && (await purposeOf(tx, account, { channel: "email", actor }));
    return enterCode(tx, { account, purpose: purpose === "verify_email" ? purpose : null, code });
  },
});
