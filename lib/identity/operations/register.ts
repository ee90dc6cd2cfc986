import { refuse, refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { countTry } from "@/lib/platform/rate-limit";
import { readAccountSnapshot } from "../account-snapshot";
import { signUpLimit } from "../limits";
import { hashPassword } from "../passwords";
import { refuseImpossibleBirth } from "../profile-steps";
import { registerInput } from "../schemas";
import { sendCode } from "../sign-in-steps";
import { insertAccount, isEmailTaken, lockAccount } from "../store";

/**
 * Opens a login as borrower or depositor. It cannot be used until the code that is sent to the address comes back.
 * Refuses `rate_limited` when one network address opens too many, and `email_taken`.
 */
export const register = defineOperation({
  name: "identity.register",
  input: registerInput,
  prepare: async (_db, { password }) => ({ passwordHash: await hashPassword(password) }),
  async run({ tx, today, prepared, clientAddress }, { role, fullName, email, phone, password: _, ...profile }) {
    refuseImpossibleBirth(profile.dateOfBirth, today);
    const limited = clientAddress === null ? null : await countTry(tx, `sign-up:${clientAddress}`, signUpLimit);
    if (limited) return limited;
    // Returned, not thrown: who asks for many addresses whether they have an account is counted too.
    if (await isEmailTaken(tx, role, email)) return refused("email_taken", { fields: { email: "There is already an account with this address. Sign in, or use another one." } });
    const { dateOfBirth = null } = profile;
    const gender = profile.gender || null;
    const nationality = profile.nationality || null;
    const maritalStatus = profile.maritalStatus || null;
    const permanentAddress = profile.permanentAddress || null;
    const { passwordHash } = prepared;
    const userId = await insertAccount(tx, { role, fullName, email, passwordHash, phone: phone || null, dateOfBirth, gender, nationality, maritalStatus, permanentAddress });
    const account = await lockAccount(tx, userId);
    if (!account) refuse("not_found");
    await sendCode(tx, account, "verify_email");
    return { userId, account: await readAccountSnapshot(tx, userId) };
  },
});
