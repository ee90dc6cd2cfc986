import type { MySql2Database } from "drizzle-orm/mysql2";
import { can, type Actor } from "@/lib/core/permissions";
import { refuse } from "@/lib/platform/errors";
import { readClientRow, type ClientRole } from "./client-store";

/** A borrower or depositor as its owner and staff see it. */
export type Client = {
  userId: number;
  role: ClientRole;
  username: string | null;
  fullName: string;
  email: string;
  isEmailVerified: boolean;
  phone: string | null;
  permanentAddress: string | null;
};

/** The caller's own login, or for staff any borrower's or depositor's. Everybody else's does not exist: `not_found`. */
export async function readClient(db: MySql2Database, actor: Actor, userId: number): Promise<Client> {
  const isVisible = actor.id === userId || can(actor, "identity.list-users");
  const row = isVisible ? await readClientRow(db, userId) : null;
  if (!row || row.role === "admin") refuse("not_found");
  const { role, verifiedEmail, ...client } = row;
  return { ...client, role, isEmailVerified: verifiedEmail !== null };
}
