import { notify } from "@/lib/notifications/steps";
import { refuse, refused, refusals } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { clearLimit, countTry } from "@/lib/platform/rate-limit";
import { failedPasswordLimit } from "../limits";
import { hashPassword, isPasswordRight } from "../passwords";
import { changePasswordInput } from "../schemas";
import { lockAccount, revokeSessions, setPasswordHash } from "../store";

/** Changes the caller's password. Every other session of the account ends; the caller's own goes on. */
export const changePassword = defineOperation({
  name: "identity.change-password",
  input: changePasswordInput,
  prepare: async (_db, { newPassword }) => ({ passwordHash: await hashPassword(newPassword) }),
  async run({ tx, actor, prepared }, { currentPassword }) {
    const account = await lockAccount(tx, actor.id);
    if (!account) refuse("session_ended");
    const bucket = `password:${actor.id}`;
    const limited = await countTry(tx, bucket, failedPasswordLimit);
    if (limited) return limited;
    const fits = await isPasswordRight(account.passwordHash, currentPassword);
    if (!fits) return refused("password_wrong", { fields: { currentPassword: refusals.password_wrong.message } });
    await clearLimit(tx, bucket);
    await setPasswordHash(tx, actor.id, prepared.passwordHash);
    await revokeSessions(tx, actor.id, actor.sessionId);
    await notify(tx, { kind: "password_changed", recipient: { userId: actor.id, email: account.email, fullName: account.fullName }, params: {} });
    return {};
  },
});
