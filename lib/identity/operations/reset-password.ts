import { notify } from "@/lib/notifications/steps";
import { refusals, refused, type Refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { hashPassword } from "../passwords";
import { resetPasswordInput } from "../schemas";
import { tryCode } from "../sign-in-steps";
import { lockVerifiedAccounts, revokeSessions, setPasswordHash } from "../store";

/** Chooses a new password with the code sent by e-mail. The code decides which login of the address; its sessions all end. */
export const resetPassword = defineOperation({
  name: "identity.reset-password",
  input: resetPasswordInput,
  prepare: async (_db, { newPassword }) => ({ passwordHash: await hashPassword(newPassword) }),
  async run({ tx, prepared }, { email, code }) {
    // An address without an account answers as one whose code is over.
    let refusal: Refused = refused("code_expired", { fields: { code: refusals.code_expired.message } });
    for (const account of await lockVerifiedAccounts(tx, email)) {
      const wrong = await tryCode(tx, { userId: account.id, purpose: "reset_password" }, code);
      if (wrong) {
        refusal = wrong;
        continue;
      }
      await setPasswordHash(tx, account.id, prepared.passwordHash);
      await revokeSessions(tx, account.id, null);
      await notify(tx, { kind: "password_changed", recipient: { userId: account.id, email: account.email, fullName: account.fullName }, params: {} });
      return {};
    }
    return refusal;
  },
});
