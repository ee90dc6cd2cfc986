import { isDuplicate, type Tx } from "@/db/transaction";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { countTry } from "@/lib/platform/rate-limit";
import { isUsernameTaken, setClient, type ClientChange } from "../client-store";
import { resentCodeLimit } from "../limits";
import { updateClientInput } from "../schemas";
import { sendCode } from "../sign-in-steps";
import { isEmailTaken, lockAccount, type Account } from "../store";

type Change = { username?: string; fullName?: string; email?: string; phone?: string; permanentAddress?: string };

/**
 * A client changes what is known of it; what is not sent stays. A changed address or phone number is unproved until a
 * code comes back, and the code for the address is sent. The role cannot change: `input_invalid` for another one.
 */
export const updateClient = defineOperation({
  name: "identity.update-client",
  input: updateClientInput,
  async run({ tx, actor }, { role, ...change }) {
    const account = (await lockAccount(tx, actor.id)) ?? refuse("session_ended");
    if (role !== account.role) refuse("input_invalid", { fields: { role: "This cannot be changed." } });
    if (change.username !== undefined && (await isUsernameTaken(tx, change.username, actor.id))) refuse("username_taken");
    const email = change.email ?? account.email;
    const hasNewEmail = email !== account.email;
    if (hasNewEmail && (await isEmailTaken(tx, account.role, email))) refuse("email_taken");
    if (hasNewEmail) {
      // Each change sends mail to an address of the client's choice, which may be a stranger's.
      const limited = await countTry(tx, `resend:${actor.id}`, resentCodeLimit);
      if (limited) return limited;
    }
    await save(tx, account, change);
    if (hasNewEmail) await sendCode(tx, { ...account, email, fullName: change.fullName ?? account.fullName }, "verify_email");
    return { userId: actor.id };
  },
});

async function save(tx: Tx, account: Account, { username, fullName, email, phone, permanentAddress }: Change): Promise<void> {
  const change: ClientChange = { username, fullName, email, phone: cleared(phone), permanentAddress: cleared(permanentAddress) };
  if (email !== undefined && email !== account.email) change.verifiedEmail = null;
  if (change.phone !== undefined && change.phone !== account.phone) change.verifiedPhone = null;
  if (Object.values(change).every((value) => value === undefined)) return;
  await setClient(tx, account.id, change).catch((error: unknown) => {
    if (isDuplicate(error)) refuse("username_taken");
    throw error;
  });
}

function cleared(text: string | undefined): string | null | undefined {
  return text === "" ? null : text;
}
