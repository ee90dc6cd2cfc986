import { createHash } from "node:crypto";
import { isDuplicate, type Tx } from "@/db/transaction";
import { anonymous, type Actor } from "@/lib/core/permissions";
import { notify, textCode } from "@/lib/notifications/steps";
import { instantNow } from "@/lib/platform/clock";
import { refusals, Refused, refuse, refused } from "@/lib/platform/errors";
import { clearLimit, countTry } from "@/lib/platform/rate-limit";
import { endCode, getNewestCode, replaceCode, setTries, type CodePurpose } from "./code-store";
import { hashTicket, isCodeRight, makeCode, makeTicket } from "./codes";
import { CODE_COOL_DOWN_SECONDS, CODE_MINUTES, CODE_TRIES_MAX, wrongCodeLimit } from "./limits";
import { phoneNumberIn } from "./phone-numbers";
import { hasOpenedSession, insertTicket, lockPersonsLike, mergePersons, setEmailVerified, setPhoneVerified, type Account } from "./store";

const letters = {
  verify_email: "verification_code",
  sign_in: "sign_in_code",
  reset_password: "reset_code",
} as const satisfies Record<Exclude<CodePurpose, "verify_phone">, string>;

/** Where failed passwords are counted: one bucket per address, by whichever door they come. */
export function signInBucket(email: string): string {
  return `sign-in:${createHash("sha256").update(email).digest("hex")}`;
}

/**
 * A whole sign-in wipes the failures of its address if it has proved it: anybody can open a login with a stranger's
 * address and a password of their own.
 */
export async function clearFailures(tx: Tx, account: Account): Promise<void> {
  if (account.verifiedEmail !== null) await clearLimit(tx, signInBucket(account.verifiedEmail));
}

/** A login can be used once its owner has proved the address or the phone. */
export function isProved(account: Account): boolean {
  return account.verifiedEmail !== null || account.verifiedPhone !== null;
}

/**
 * What a code would be for that comes to a login by this way, or null when no code can come.
 *
 * The first proof lets in whoever holds the code: address and phone were typed together with the password. Once a
 * login was used, a code proves an address or phone for its owner only, who is signed in: else a mistyped number or a
 * changed address would open an account that has loans and money, without its password. Whoever is not signed in can
 * then enter only the code of a sign-in, which is sent for the right password.
 */
export async function purposeOf(tx: Tx, account: Account, { channel, actor }: { channel: "email" | "phone"; actor: Actor }) {
  const isOwn = actor.id === account.id && actor.sessionId !== null;
  const mayProve = isOwn || (!isProved(account) && !(await hasOpenedSession(tx, account.id)));
  if (channel === "phone") return mayProve && account.verifiedPhone === null ? "verify_phone" : null;
  return mayProve && account.verifiedEmail === null ? "verify_email" : "sign_in";
}

/**
 * Sends the code that somebody enters who has just typed the right password and not proved the address. Not at every
 * try: whoever registered a stranger's address could fill that mailbox. Answers what the code is for.
 */
export async function sendProof(tx: Tx, account: Account): Promise<"verify_email" | "sign_in"> {
  const purpose = (await purposeOf(tx, account, { channel: "email", actor: anonymous })) === "verify_email" ? "verify_email" : "sign_in";
  if ((await secondsUntilResend(tx, account.id, purpose)) === 0) await sendCode(tx, account, purpose);
  return purpose;
}

/** Sends a fresh code, which ends the one before. The caller holds the account's row. Refuses `phone_missing`. */
export async function sendCode(tx: Tx, account: Account, purpose: CodePurpose): Promise<void> {
  const code = makeCode();
  await replaceCode(tx, { userId: account.id, purpose }, code);
  if (purpose === "verify_phone") {
    const phone = phoneNumberIn(account.phone) ?? refuse("phone_missing");
    return textCode(tx, { userId: account.id, phone }, { code, minutes: CODE_MINUTES });
  }
  const recipient = { userId: account.id, email: account.email, fullName: account.fullName };
  await notify(tx, { kind: letters[purpose], recipient, params: { code, minutes: CODE_MINUTES, roleName: account.role } });
}

/** Seconds until another code may be sent, 0 when now. */
export async function secondsUntilResend(tx: Tx, userId: number, purpose: CodePurpose): Promise<number> {
  const newest = await getNewestCode(tx, { userId, purpose });
  if (!newest) return 0;
  // Both instants are this machine's, so a database with another clock does not matter.
  const sentAt = newest.expiresAt.getTime() - CODE_MINUTES * 60_000;
  return Math.max(0, Math.ceil(CODE_COOL_DOWN_SECONDS - (instantNow().getTime() - sentAt) / 1000));
}

/**
 * Tries a code: null when it fits (and is thereby used up), else the refusal to return, not throw, because the try
 * must stay counted. The caller holds the account's row, so no two tries run at the same time.
 */
export async function tryCode(tx: Tx, scope: { userId: number; purpose: CodePurpose }, code: string): Promise<Refused | null> {
  const newest = await getNewestCode(tx, scope);
  if (!newest || newest.endedAt !== null || newest.expiresAt <= instantNow()) return refusedCode("code_expired");
  const bucket = `code:${scope.purpose}:${scope.userId}`;
  const limited = await countTry(tx, bucket, wrongCodeLimit);
  if (limited) return limited;
  if (isCodeRight(scope, code, newest.codeHash)) {
    await endCode(tx, newest.id);
    await clearLimit(tx, bucket);
    return null;
  }
  await setTries(tx, newest.id, newest.tries + 1);
  if (newest.tries + 1 >= CODE_TRIES_MAX) await endCode(tx, newest.id);
  return refusedCode("code_wrong");
}

/** What somebody enters: the code of this login for this purpose; null where no code can be waited for. */
type Entered = { account: Account | null; purpose: CodePurpose | null; code: string };

/**
 * Enters a code: the address or phone is proved by it, and whoever holds it gets a ticket. A stranger's id and a login
 * without a code answer alike. Refuses `code_wrong`, `code_expired`, `account_blocked`, `email_taken`. The caller
 * holds the account's row.
 */
export async function enterCode(tx: Tx, { account, purpose, code }: Entered): Promise<{ ticket: string } | Refused> {
  if (!account || !purpose) return refusedCode("code_expired");
  const refusal = await tryCode(tx, { userId: account.id, purpose }, code);
  if (refusal) return refusal;
  if (account.blockedAt !== null) return refused("account_blocked");
  // A sign-in's code went to the address as it is now, so it proves it as well.
  if (purpose === "verify_email" || (purpose === "sign_in" && account.verifiedEmail === null)) await proveEmail(tx, account);
  if (purpose === "verify_phone") await provePhone(tx, account);
  return { ticket: await grantTicket(tx, account.id) };
}

async function proveEmail(tx: Tx, account: Account): Promise<void> {
  await setEmailVerified(tx, account).catch((error: unknown) => {
    if (isDuplicate(error)) refuse("email_taken");
    throw error;
  });
  await joinSamePersons(tx, { ...account, verifiedEmail: account.email });
}

async function provePhone(tx: Tx, account: Account): Promise<void> {
  // As it was texted: two ways to write one number are one number.
  const verifiedPhone = phoneNumberIn(account.phone);
  await setPhoneVerified(tx, account.id, verifiedPhone);
  await joinSamePersons(tx, { ...account, verifiedPhone });
}

// Beside the field where it was typed.
function refusedCode(code: "code_expired" | "code_wrong"): Refused {
  return refused(code, { fields: { code: refusals[code].message } });
}

/** A ticket that next-auth turns into the session cookie: once, within two minutes. */
export async function grantTicket(tx: Tx, userId: number): Promise<string> {
  const ticket = makeTicket();
  await insertTicket(tx, userId, hashTicket(ticket));
  return ticket;
}

/** Whoever proves the same address or phone is the same person; the oldest number stays. */
export async function joinSamePersons(tx: Tx, account: Pick<Account, "personId" | "verifiedEmail" | "verifiedPhone">): Promise<void> {
  const persons = await lockPersonsLike(tx, account);
  const oldest = Math.min(...persons);
  const others = persons.filter((person) => person !== oldest);
  if (others.length > 0) await mergePersons(tx, others, oldest);
}
