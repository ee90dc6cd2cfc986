import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { hashPassword } from "../passwords";
import { createAdminInput } from "../schemas";
import { joinSamePersons } from "../sign-in-steps";
import { insertAccount, isEmailTaken, lockAccount } from "../store";

/** Makes a login for bank staff, from the command line only. Its address counts as verified: each sign-in proves it. */
export const createAdmin = defineOperation({
  name: "identity.create-admin",
  input: createAdminInput,
  prepare: async (_db, { password }) => ({ passwordHash: await hashPassword(password) }),
  async run({ tx, prepared }, { email, fullName }) {
    if (await isEmailTaken(tx, "admin", email)) refuse("email_taken");
    const userId = await insertAccount(tx, { role: "admin", fullName, email, verifiedEmail: email, passwordHash: prepared.passwordHash });
    const account = await lockAccount(tx, userId);
    if (account) await joinSamePersons(tx, account);
    return { userId };
  },
});
