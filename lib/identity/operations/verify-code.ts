import { isDuplicate } from "@/db/transaction";
import { refuse, refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { verifyCodeInput } from "../schemas";
import { grantTicket, joinSamePersons, tryCode } from "../sign-in-steps";
import { lockAccount, setEmailVerified } from "../store";

/** Proves an e-mail address with the code sent to it, and signs its owner in. */
export const verifyCode = defineOperation({
  name: "identity.verify-code",
  input: verifyCodeInput,
  keepsAnswer: false,
  async run({ tx }, { userId, code }) {
    const account = await lockAccount(tx, userId);
    // A stranger's id and a login without a code answer alike.
    const refusal = await tryCode(tx, { userId, purpose: "verify_email" }, code);
    if (refusal) return refusal;
    if (!account || account.blockedAt !== null) return refused("account_blocked");
    await setEmailVerified(tx, account).catch((error: unknown) => {
      if (isDuplicate(error)) refuse("email_taken");
      throw error;
    });
    await joinSamePersons(tx, { ...account, verifiedEmail: account.email });
    return { ticket: await grantTicket(tx, userId) };
  },
});
