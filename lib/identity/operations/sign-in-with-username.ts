import { createHash } from "node:crypto";
import type { MySql2Database } from "drizzle-orm/mysql2";
import { env } from "@/lib/env";
import { refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { countTry, uncountTry } from "@/lib/platform/rate-limit";
import { findClientByUsername } from "../client-store";
import { failedPasswordLimit } from "../limits";
import { isPasswordRight } from "../passwords";
import { signInWithUsernameInput } from "../schemas";
import { clearFailures, grantTicket, sendProof, signInBucket } from "../sign-in-steps";
import { lockAccount } from "../store";

/**
 * Signs a borrower or depositor in with username and password; staff never. An unknown username and a wrong password
 * are one refusal, and cost the same time. Refuses `email_unproved` where this installation asks for a proved address.
 */
export const signInWithUsername = defineOperation({
  name: "identity.sign-in-with-username",
  input: signInWithUsernameInput,
  keepsAnswer: false,
  // Hashing is slow on purpose, so it happens before the transaction and its locks.
  prepare: (db, input) => findClient(db, input),
  async run({ tx, prepared: { client, fits } }, { username }) {
    // A login counts under its address, as at the other door: else each door would give its own tries at one password.
    const bucket = client ? signInBucket(client.email) : `sign-in:name:${createHash("sha256").update(username.toLowerCase()).digest("hex")}`;
    const limited = await countTry(tx, bucket, failedPasswordLimit);
    if (limited) return limited;
    const account = client && fits ? await lockAccount(tx, client.id) : null;
    // The hash is compared again: the password may have changed since it was checked.
    if (!account || account.passwordHash !== client?.passwordHash) return refused("credentials_wrong");
    await uncountTry(tx, bucket);
    if (account.blockedAt !== null) return refused("account_blocked");
    if (env.bankApiRequiresVerifiedEmail && account.verifiedEmail === null) {
      await sendProof(tx, account);
      return refused("email_unproved");
    }
    await clearFailures(tx, account);
    return { userId: account.id, username: client.username, role: client.role, ticket: await grantTicket(tx, account.id) };
  },
});

async function findClient(db: MySql2Database, { username, password }: { username: string; password: string }) {
  const client = await findClientByUsername(db, username);
  return { client, fits: await isPasswordRight(client?.passwordHash, password) };
}
