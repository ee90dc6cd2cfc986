import type { MySql2Database } from "drizzle-orm/mysql2";
import type { Tx } from "@/db/transaction";
import { refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { countTry, uncountTry } from "@/lib/platform/rate-limit";
import { failedPasswordLimit } from "../limits";
import { isPasswordRight } from "../passwords";
import { signInInput } from "../schemas";
import { clearFailures, grantTicket, isProved, sendCode, sendProof, signInBucket } from "../sign-in-steps";
import { findAccountsByEmail, lockAccount, type Account, type LoginRole } from "../store";

/** A ticket for the session, or a code first: the second factor of staff, or the proof of an address still missing. */
export type SignInAnswer = { status: "signed_in"; ticket: string } | { status: "code_required"; userId: number; purpose: "verify_email" | "sign_in" };

/**
 * Signs in with address and password. An unknown address and a wrong password are one refusal, and cost the same time.
 * Where an address has several logins the password decides; if it fits more than one, the role asked for does, else
 * the newest verified one is meant.
 */
export const signIn = defineOperation({
  name: "identity.sign-in",
  input: signInInput,
  keepsAnswer: false,
  // Hashing is slow on purpose, so it happens before the transaction and its locks.
  prepare: (db, input) => findMatchingLogin(db, input),
  async run({ tx, prepared: match }, { email }) {
    const bucket = signInBucket(email);
    const limited = await countTry(tx, bucket, failedPasswordLimit);
    if (limited) return limited;
    const account = match && (await lockAccount(tx, match.id));
    // The hash is compared again: the password may have changed since it was checked.
    if (!account || account.passwordHash !== match.passwordHash) return refused("credentials_wrong");
    await uncountTry(tx, bucket);
    if (account.blockedAt !== null) return refused("account_blocked");
    const answer = await answerFor(tx, account);
    if (answer.status === "signed_in") await clearFailures(tx, account);
    return answer;
  },
});

async function findMatchingLogin(db: MySql2Database, { email, password, role }: { email: string; password: string; role?: LoginRole }): Promise<Account | null> {
  const accounts = await findAccountsByEmail(db, email);
  const inOrder = [...accounts.filter((account) => account.role === role), ...accounts.filter((account) => account.role !== role)];
  for (const account of inOrder) {
    if (await isPasswordRight(account.passwordHash, password)) return account;
  }
  if (inOrder.length === 0) await isPasswordRight(undefined, password);
  return null;
}

async function answerFor(tx: Tx, account: Account): Promise<SignInAnswer> {
  const userId = account.id;
  if (!isProved(account)) return { status: "code_required", userId, purpose: await sendProof(tx, account) };
  if (account.role === "admin") {
    await sendCode(tx, account, "sign_in");
    return { status: "code_required", userId, purpose: "sign_in" };
  }
  return { status: "signed_in", ticket: await grantTicket(tx, userId) };
}
