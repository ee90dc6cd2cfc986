import { notify } from "@/lib/notifications/steps";
import { instantNow } from "@/lib/platform/clock";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { setBlockedInput } from "../schemas";
import { lockAccount, revokeSessions, setBlockedAt } from "../store";

/** Blocks a login, which ends its sessions at once, or lets it in again. Nobody blocks their own: one admin must remain. */
export const setBlocked = defineOperation({
  name: "identity.set-blocked",
  input: setBlockedInput,
  async run({ tx, actor }, { userId, blocked }) {
    if (userId === actor.id) refuse("permission_denied", { message: "You cannot block your own account." });
    const account = await lockAccount(tx, userId);
    if (!account) refuse("not_found");
    if (blocked === (account.blockedAt !== null)) return {};
    await setBlockedAt(tx, userId, blocked ? instantNow() : null);
    if (!blocked) return {};
    await revokeSessions(tx, userId, null);
    await notify(tx, { kind: "account_blocked", recipient: { userId, email: account.email, fullName: account.fullName }, params: {} });
    return {};
  },
});
