import { isDuplicate } from "@/db/transaction";
import { refuse, refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { countTry } from "@/lib/platform/rate-limit";
import { isUsernameTaken } from "../client-store";
import { signUpLimit } from "../limits";
import { hashPassword } from "../passwords";
import { openClientInput } from "../schemas";
import { sendCode } from "../sign-in-steps";
import { insertAccount, isEmailTaken, lockAccount } from "../store";

/**
 * Opens a login with a username, as borrower or depositor. It can be used at once; a code to prove the address is sent.
 * Refuses `rate_limited` when one network address opens too many, `username_taken` and `email_taken`.
 */
export const openClient = defineOperation({
  name: "identity.open-client",
  input: openClientInput,
  prepare: async (_db, { password }) => ({ passwordHash: await hashPassword(password) }),
  async run({ tx, prepared, clientAddress }, { role, username, fullName, email, phone, permanentAddress }) {
    const limited = clientAddress === null ? null : await countTry(tx, `sign-up:${clientAddress}`, signUpLimit);
    if (limited) return limited;
    // Returned, not thrown: who asks for many names and addresses whether they have an account is counted too.
    if (await isUsernameTaken(tx, username, null)) return refused("username_taken");
    if (await isEmailTaken(tx, role, email)) return refused("email_taken");
    const written = { phone: phone || null, permanentAddress: permanentAddress || null };
    const { passwordHash } = prepared;
    const userId = await insertAccount(tx, { role, username, fullName, email, ...written, passwordHash }).catch((error: unknown) => {
      if (isDuplicate(error)) refuse("username_taken");
      throw error;
    });
    const account = await lockAccount(tx, userId);
    if (!account) refuse("not_found");
    await sendCode(tx, account, "verify_email");
    return { userId, username, role };
  },
});
