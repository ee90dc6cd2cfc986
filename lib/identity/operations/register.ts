import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { hashPassword } from "../passwords";
import { registerInput } from "../schemas";
import { sendCode } from "../sign-in-steps";
import { insertAccount, isEmailTaken, lockAccount } from "../store";

/** Opens a login as borrower or depositor. It cannot be used until the code that is sent to the address comes back. */
export const register = defineOperation({
  name: "identity.register",
  input: registerInput,
  prepare: async (_db, { password }) => ({ passwordHash: await hashPassword(password) }),
  async run({ tx, prepared }, { role, fullName, email, phone }) {
    if (await isEmailTaken(tx, role, email)) refuse("email_taken", { fields: { email: "There is already an account with this address. Sign in, or use another one." } });
    const userId = await insertAccount(tx, { role, fullName, email, phone: phone || null, passwordHash: prepared.passwordHash });
    const account = await lockAccount(tx, userId);
    if (!account) refuse("not_found");
    await sendCode(tx, account, "verify_email");
    return { userId };
  },
});
