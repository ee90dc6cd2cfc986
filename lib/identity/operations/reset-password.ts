import { notify } from "@/lib/notifications/steps";
import { refusals, refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { hashPassword } from "../passwords";
import { resetPasswordInput } from "../schemas";
import { tryCode } from "../sign-in-steps";
import { lockVerifiedAccounts, revokeSessions, setPasswordHash } from "../store";

/**
 * Chooses a new password with the code sent by e-mail. The code decides which login of the address; its sessions all
 * end. Refuses `code_refused`, whatever the reason: wrong, over, tried too often, or an address nobody has. Told apart,
 * the answers would say whose addresses these are.
 */
export const resetPassword = defineOperation({
  name: "identity.reset-password",
  input: resetPasswordInput,
  prepare: async (_db, { newPassword }) => ({ passwordHash: await hashPassword(newPassword) }),
  async run({ tx, prepared }, { email, code }) {
    for (const account of await lockVerifiedAccounts(tx, email)) {
      if (await tryCode(tx, { userId: account.id, purpose: "reset_password" }, code)) continue;
      await setPasswordHash(tx, account.id, prepared.passwordHash);
      await revokeSessions(tx, account.id, null);
      await notify(tx, { kind: "password_changed", recipient: { userId: account.id, email: account.email, fullName: account.fullName }, params: {} });
      return {};
    }
    return refused("code_refused", { fields: { code: refusals.code_refused.message } });
  },
});
