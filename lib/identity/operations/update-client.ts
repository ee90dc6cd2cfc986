import { isDuplicate, type Tx } from "@/db/transaction";
import { notify } from "@/lib/notifications/steps";
import { refuse, refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { countTry } from "@/lib/platform/rate-limit";
import { getUsername, isUsernameTaken, setClient, type ClientChange } from "../client-store";
import { endCodes } from "../code-store";
import { resentCodeLimit } from "../limits";
import { isSamePhone } from "../phone-numbers";
import { cleared } from "../profile-steps";
import { updateClientInput } from "../schemas";
import { sendCode } from "../sign-in-steps";
import { isEmailTaken, lockAccount, type Account } from "../store";

type Change = { username?: string; fullName?: string; email?: string; phone?: string; permanentAddress?: string };

/**
 * A client changes what is known of it; what is not sent stays. A changed address or phone number is unproved until a
 * code comes back, and the code for the address is sent; the old address is told. The role cannot change:
 * `input_invalid` for another one. Refuses `rate_limited`, `username_taken` and `email_taken`.
 */
export const updateClient = defineOperation({
  name: "identity.update-client",
  input: updateClientInput,
  async run({ tx, actor }, { role, ...change }) {
    const account = (await lockAccount(tx, actor.id)) ?? refuse("session_ended");
    if (role !== account.role) refuse("input_invalid", { fields: { role: "This cannot be changed." } });
    const email = change.email ?? account.email;
    const hasNewEmail = email !== account.email;
    const hasNewUsername = change.username !== undefined && change.username !== (await getUsername(tx, actor.id));
    if (hasNewEmail || hasNewUsername) {
      // Each new address gets mail and may be a stranger's; and each name asks whether somebody has it.
      const limited = await countTry(tx, `change:${actor.id}`, resentCodeLimit);
      if (limited) return limited;
    }
    // Returned, not thrown: who asks for many names and addresses is counted too.
    if (change.username !== undefined && (await isUsernameTaken(tx, change.username, actor.id))) return refused("username_taken");
    if (hasNewEmail && (await isEmailTaken(tx, account.role, email))) return refused("email_taken");
    if (hasNewEmail) {
      const limited = await countTry(tx, `resend:${actor.id}`, resentCodeLimit);
      if (limited) return limited;
    }
    await save(tx, account, change);
    if (hasNewEmail) await moveAddress(tx, account, { ...account, email, fullName: change.fullName ?? account.fullName });
    return { userId: actor.id };
  },
});

async function save(tx: Tx, account: Account, { username, fullName, email, phone, permanentAddress }: Change): Promise<void> {
  const change: ClientChange = { username, fullName, email, phone: cleared(phone), permanentAddress: cleared(permanentAddress) };
  if (email !== undefined && email !== account.email) change.verifiedEmail = null;
  if (change.phone !== undefined && !isSamePhone(change.phone, account.phone)) {
    change.verifiedPhone = null;
    // A code proves the number that it was sent to, and no other.
    await endCodes(tx, { userId: account.id, purpose: "verify_phone" });
  }
  if (Object.values(change).every((value) => value === undefined)) return;
  await setClient(tx, account.id, change).catch((error: unknown) => {
    if (isDuplicate(error)) refuse("username_taken");
    throw error;
  });
}

/** Codes that were sent to the old address are over, it is told of the change, and the new one gets its code. */
async function moveAddress(tx: Tx, before: Account, after: Account): Promise<void> {
  for (const purpose of ["verify_email", "sign_in", "reset_password"] as const) await endCodes(tx, { userId: before.id, purpose });
  await notify(tx, { kind: "email_changed", recipient: { userId: before.id, email: before.email, fullName: before.fullName }, params: {} });
  await sendCode(tx, after, "verify_email");
}
