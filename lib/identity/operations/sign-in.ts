import { createHash } from "node:crypto";
import type { MySql2Database } from "drizzle-orm/mysql2";
import type { Tx } from "@/db/transaction";
import { refused } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { clearLimit, countTry, uncountTry } from "@/lib/platform/rate-limit";
import { failedPasswordLimit } from "../limits";
import { isPasswordRight } from "../passwords";
import { signInInput } from "../schemas";
import { grantTicket, isProved, secondsUntilResend, sendCode } from "../sign-in-steps";
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
    const bucket = `sign-in:${createHash("sha256").update(email).digest("hex")}`;
    const limited = await countTry(tx, bucket, failedPasswordLimit);
    if (limited) return limited;
    const account = match && (await lockAccount(tx, match.id));
    // The hash is compared again: the password may have changed since it was checked.
    if (!account || account.passwordHash !== match.passwordHash) return refused("credentials_wrong");
    await uncountTry(tx, bucket);
    if (account.blockedAt !== null) return refused("account_blocked");
    const answer = await answerFor(tx, account);
    // Only a whole sign-in wipes the failures: anybody can register an address again with a password of their own.
    if (answer.status === "signed_in") await clearLimit(tx, bucket);
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
  if (!isProved(account)) {
    // Not at every try: whoever registered a stranger's address could fill that mailbox.
    if ((await secondsUntilResend(tx, userId, "verify_email")) === 0) await sendCode(tx, account, "verify_email");
    return { status: "code_required", userId, purpose: "verify_email" };
  }
  if (account.role === "admin") {
    await sendCode(tx, account, "sign_in");
    return { status: "code_required", userId, purpose: "sign_in" };
  }
  return { status: "signed_in", ticket: await grantTicket(tx, userId) };
}
