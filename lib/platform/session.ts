import { and, eq, gt, isNull } from "drizzle-orm";
import { decode, encode } from "next-auth/jwt";
import { database } from "@/db/client";
import { sessions, users } from "@/db/schema";
import { anonymous, type Actor } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { instantNow } from "./clock";

/** The cookie that next-auth sets; its name says whether the connection is encrypted. */
export const sessionCookieName = env.secureCookies ? "__Secure-next-auth.session-token" : "next-auth.session-token";

/** How long a sign-in lasts. */
export const SESSION_SECONDS = 24 * 60 * 60;

/**
 * Who asks: from the bearer token or the session cookie of a request to the user's row, in one read.
 *
 * The token carries only a session's id; role, block and revocation are read fresh, so a password change or a
 * block by staff ends it at once. Anything that does not check out is anonymous, never an error.
 */
export async function readActor(headers: Headers): Promise<Actor> {
  const sessionId = await readSessionId(headers);
  if (sessionId === null) return anonymous;
  const [row] = await database()
    .select({ userId: users.id, role: users.role })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, sessionId),
        isNull(sessions.revokedAt),
        isNull(sessions.ticketHash),
        gt(sessions.expiresAt, instantNow()),
        isNull(users.blockedAt),
      ),
    );
  return row ? { id: row.userId, role: row.role, sessionId } : anonymous;
}

async function readSessionId(headers: Headers): Promise<number | null> {
  const token = bearerToken(headers) ?? cookieToken(headers);
  if (token === null) return null;
  const claims = await decode({ token, secret: env.sessionSecret }).catch(() => null);
  return typeof claims?.sessionId === "number" ? claims.sessionId : null;
}

/** Signs a token that names a session: for the `Authorization` header of a client that keeps no cookies. */
export function signSessionToken(sessionId: number): Promise<string> {
  return encode({ token: { sessionId }, secret: env.sessionSecret, maxAge: SESSION_SECONDS });
}

function bearerToken(headers: Headers): string | null {
  return /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

function cookieToken(headers: Headers): string | null {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [name, ...rest] = pair.trim().split("=");
    if (name === sessionCookieName) return rest.join("=");
  }
  return null;
}
