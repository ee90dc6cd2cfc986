import { and, eq, ne } from "drizzle-orm";
import type { MySql2Database } from "drizzle-orm/mysql2";
import type { Tx } from "@/db/transaction";
import { users } from "@/db/schema";
import type { LoginRole } from "./store";

/* Clients: borrowers and depositors who have a username. */
export type ClientLogin = { id: number; username: string; email: string; role: ClientRole; passwordHash: string };

/** The client with this username, in any spelling that the unique index takes for the same. Staff are never found. */
export async function findClientByUsername(db: MySql2Database, username: string): Promise<ClientLogin | null> {
  const [found] = await db
    .select({ id: users.id, username: users.username, email: users.email, role: users.role, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.username, username));
  return found === undefined || found.role === "admin" ? null : { ...found, username: found.username ?? username, role: found.role };
}

/** Does somebody else have this username? */
export async function isUsernameTaken(tx: Tx, username: string, ownId: number | null): Promise<boolean> {
  const others = ownId === null ? undefined : ne(users.id, ownId);
  const rows = await tx.select({ id: users.id }).from(users).where(and(eq(users.username, username), others));
  return rows.length > 0;
}

/** A login's username, or null. */
export async function getUsername(tx: Tx, userId: number): Promise<string | null> {
  const [row] = await tx.select({ username: users.username }).from(users).where(eq(users.id, userId));
  return row?.username ?? null;
}

/** What may be changed of a client. */
export type ClientChange = Partial<
  Pick<typeof users.$inferInsert, "username" | "fullName" | "email" | "verifiedEmail" | "phone" | "verifiedPhone" | "permanentAddress">
>;

/** Throws a duplicate error when the username is somebody else's. */
export async function setClient(tx: Tx, userId: number, change: ClientChange): Promise<void> {
  await tx.update(users).set(change).where(eq(users.id, userId));
}

/** The columns of a client that its owner and staff see. */
export async function readClientRow(db: MySql2Database, userId: number) {
  const [row] = await db
    .select({
      userId: users.id,
      role: users.role,
      username: users.username,
      fullName: users.fullName,
      email: users.email,
      verifiedEmail: users.verifiedEmail,
      phone: users.phone,
      permanentAddress: users.permanentAddress,
    })
    .from(users)
    .where(eq(users.id, userId));
  return row ?? null;
}

export type ClientRole = Exclude<LoginRole, "admin">;
