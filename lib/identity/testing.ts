import { and, desc, eq, isNull } from "drizzle-orm";
import { database } from "@/db/client";
import { outbox } from "@/db/schema";
import { anonymous, system, type Actor } from "@/lib/core/permissions";
import { createAdmin } from "./operations/create-admin";
import { redeemTicket } from "./operations/redeem-ticket";
import { register } from "./operations/register";
import { verifyCode } from "./operations/verify-code";

/** The password of every login made here. */
export const PASSWORD = "correct horse 1";

/** The code in the newest mail to a login that has not left yet. */
export async function codeFor(userId: number): Promise<string> {
  const [mail] = await database()
    .select({ body: outbox.body })
    .from(outbox)
    .where(and(eq(outbox.userId, userId), isNull(outbox.sentAt)))
    .orderBy(desc(outbox.id))
    .limit(1);
  const code = /\b\d{6}\b/.exec(mail?.body ?? "")?.[0];
  if (!code) throw new Error(`there is no code for user ${userId} in the outbox`);
  return code;
}

/** Turns a ticket into the actor of a session. */
export async function actorOf(ticket: string, role: Actor["role"]): Promise<Actor> {
  const { sessionId, userId } = await redeemTicket.execute(anonymous, { ticket });
  return { id: userId, role, sessionId };
}

/** A borrower or depositor with a proved address, signed in. */
export async function signUp(role: "borrower" | "depositor", email: string, fullName = "Asha Rao"): Promise<Actor> {
  const { userId } = await register.execute(anonymous, { role, email, fullName, password: PASSWORD });
  const { ticket } = await verifyCode.execute(anonymous, { userId, code: await codeFor(userId) });
  return actorOf(ticket, role);
}

/** An admin without a session of its own. */
export async function hireAdmin(email: string): Promise<Actor> {
  const { userId } = await createAdmin.execute(system, { email, password: PASSWORD });
  return { id: userId, role: "admin", sessionId: null };
}
