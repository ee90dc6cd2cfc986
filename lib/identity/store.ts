import { and, desc, eq, inArray, isNull, ne } from "drizzle-orm";
import type { MySql2Database } from "drizzle-orm/mysql2";
import type { Tx } from "@/db/transaction";
import { depositors, persons, sessions, users } from "@/db/schema";
import { instantIn, instantNow } from "@/lib/platform/clock";
import { SESSION_SECONDS } from "@/lib/platform/session";
import { TICKET_SECONDS } from "./limits";

/** What the rules of signing in need to know of a login. */
const accountColumns = {
  id: users.id,
  personId: users.personId,
  role: users.role,
  email: users.email,
  verifiedEmail: users.verifiedEmail,
  phone: users.phone,
  verifiedPhone: users.verifiedPhone,
  passwordHash: users.passwordHash,
  fullName: users.fullName,
  dateOfBirth: users.dateOfBirth,
  blockedAt: users.blockedAt,
};

export type Account = Awaited<ReturnType<typeof findAccountsByEmail>>[number];
export type LoginRole = Account["role"];

type Profile = Pick<typeof users.$inferInsert, "fullName" | "phone" | "dateOfBirth" | "gender" | "nationality" | "maritalStatus" | "permanentAddress">;
type NewAccount = Profile & Pick<typeof users.$inferInsert, "role" | "username" | "email" | "verifiedEmail" | "passwordHash">;

/** A new login of a new person. Throws a duplicate error when the address is already verified for this role. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<number> {
  const [person] = await tx.insert(persons).values({}).$returningId();
  if (!person) throw new Error("The database gave no id for a person.");
  const [user] = await tx.insert(users).values({ ...account, personId: person.id }).$returningId();
  if (!user) throw new Error("The database gave no id for a login.");
  return user.id;
}

/**
 * The logins with this address: the verified ones (at most one per role), those that are let in by their phone, then
 * the newest that have proved nothing, so that nobody can push an owner out by registering the address again and again.
 */
export function findAccountsByEmail(db: MySql2Database, email: string) {
  const order = [isNull(users.verifiedEmail), isNull(users.verifiedPhone), desc(users.id)];
  return db.select(accountColumns).from(users).where(eq(users.email, email)).orderBy(...order).limit(5);
}

/** Is the address verified for a login of this role already? */
export async function isEmailTaken(tx: Tx, role: LoginRole, email: string): Promise<boolean> {
  const rows = await tx.select({ id: users.id }).from(users).where(and(eq(users.role, role), eq(users.verifiedEmail, email)));
  return rows.length > 0;
}

/** Locks one login until the end of the transaction. */
export async function lockAccount(tx: Tx, userId: number): Promise<Account | null> {
  const [account] = await tx.select(accountColumns).from(users).where(eq(users.id, userId)).for("update");
  return account ?? null;
}

/** Locks the verified, unblocked logins of an address, in id order. */
export function lockVerifiedAccounts(tx: Tx, email: string): Promise<Account[]> {
  return tx
    .select(accountColumns)
    .from(users)
    .where(and(eq(users.verifiedEmail, email), isNull(users.blockedAt)))
    .orderBy(users.id)
    .for("update");
}

/** The address is proved. Throws a duplicate error when another login of this role has proved it. */
export async function setEmailVerified(tx: Tx, account: Pick<Account, "id" | "email">): Promise<void> {
  await tx.update(users).set({ verifiedEmail: account.email }).where(eq(users.id, account.id));
}

/** The phone is proved. Several logins may prove the same one: they are of one person. */
export async function setPhoneVerified(tx: Tx, userId: number, verifiedPhone: string | null): Promise<void> {
  await tx.update(users).set({ verifiedPhone }).where(eq(users.id, userId));
}

export async function setPasswordHash(tx: Tx, userId: number, passwordHash: string): Promise<void> {
  await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
}

export async function setBlockedAt(tx: Tx, userId: number, blockedAt: Date | null): Promise<void> {
  await tx.update(users).set({ blockedAt }).where(eq(users.id, userId));
}

/** Locks the logins that have proved the same address or phone as this one; answers their persons, its own included. */
export async function lockPersonsLike(tx: Tx, account: Pick<Account, "personId" | "verifiedEmail" | "verifiedPhone">): Promise<number[]> {
  const found = [account.personId];
  // One index each: a single statement with OR could scan the table and wait for strangers' locks.
  const proofs = [
    account.verifiedEmail && eq(users.verifiedEmail, account.verifiedEmail),
    account.verifiedPhone && eq(users.verifiedPhone, account.verifiedPhone),
  ];
  for (const proof of proofs) {
    if (!proof) continue;
    // Locking, so that two logins proved at the same instant see each other.
    const rows = await tx.select({ personId: users.personId }).from(users).where(proof).for("update");
    found.push(...rows.map((row) => row.personId));
  }
  return [...new Set(found)];
}

/** Makes several persons one. */
export async function mergePersons(tx: Tx, from: readonly number[], into: number): Promise<void> {
  await tx.update(users).set({ personId: into }).where(inArray(users.personId, [...from]));
  // Funding keeps its own copy, read on every allocation to leave out a borrower's own money. Identity cannot ask
  // funding to change it, because funding stands above identity.
  await tx.update(depositors).set({ personId: into }).where(inArray(depositors.personId, [...from]));
}

/** Changes the fields that are defined; at least one must be. */
export async function setProfile(tx: Tx, userId: number, profile: Partial<Profile & { verifiedPhone: string | null }>): Promise<void> {
  await tx.update(users).set(profile).where(eq(users.id, userId));
}

/** A sign-in that is not a session yet: its ticket must be redeemed first. */
export async function insertTicket(tx: Tx, userId: number, ticketHash: string): Promise<void> {
  const expiresAt = instantIn(TICKET_SECONDS);
  await tx.insert(sessions).values({ userId, kind: "web", ticketHash, ticketExpiresAt: expiresAt, expiresAt });
}

/** Has this login ever been used? An ended session counts too; a ticket that nobody redeemed does not. */
export async function hasOpenedSession(tx: Tx, userId: number): Promise<boolean> {
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.ticketHash)))
    .limit(1);
  return rows.length > 0;
}

/** Locks the sign-in that a ticket belongs to, if the ticket is still good and its login not blocked. */
export async function lockTicket(tx: Tx, ticketHash: string): Promise<{ id: number; userId: number } | null> {
  const [row] = await tx
    .select({ id: sessions.id, userId: sessions.userId, ticketExpiresAt: sessions.ticketExpiresAt, revokedAt: sessions.revokedAt, blockedAt: users.blockedAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.ticketHash, ticketHash))
    .for("update");
  if (!row || row.revokedAt !== null || row.blockedAt !== null) return null;
  return row.ticketExpiresAt !== null && row.ticketExpiresAt > instantNow() ? { id: row.id, userId: row.userId } : null;
}

/** The ticket is used up and the session begins: kept by a browser's cookie, or by a machine as its token. */
export async function openSession(tx: Tx, sessionId: number, kind: "web" | "bearer"): Promise<void> {
  const opened = { kind, ticketHash: null, ticketExpiresAt: null, expiresAt: instantIn(SESSION_SECONDS) };
  await tx.update(sessions).set(opened).where(eq(sessions.id, sessionId));
}

/** Ends one session of a user. */
export async function revokeSession(tx: Tx, userId: number, sessionId: number): Promise<void> {
  await tx.update(sessions).set({ revokedAt: instantNow() }).where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
}

/** Ends every session and open ticket of a user, but the one to keep. */
export async function revokeSessions(tx: Tx, userId: number, keptSessionId: number | null): Promise<void> {
  const others = keptSessionId === null ? undefined : ne(sessions.id, keptSessionId);
  await tx
    .update(sessions)
    .set({ revokedAt: instantNow() })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), others));
}
