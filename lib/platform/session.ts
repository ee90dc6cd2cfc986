import { and, eq, gt, isNull } from "drizzle-orm";
import { decode, encode } from "next-auth/jwt";
import { database } from "@/db/client";
import { sessions, users } from "@/db/schema";
import { anonymous, type Actor } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { API_KEY_PREFIX, readApiKeyActor } from "./api-key";
import { instantNow } from "./clock";

/** The cookie that next-auth sets; its name says whether the connection is encrypted. */
export const sessionCookieName = env.secureCookies ? "__Secure-next-auth.session-token" : "next-auth.session-token";

/** How long a sign-in lasts. */
export const SESSION_SECONDS = 24 * 60 * 60;

/**
 * Who asks: from the API key, the bearer token or the session cookie of a request to the user's row, in one read.
 *
 * The token carries only a session's id; role, block and revocation are read fresh, so a password change or a
 * block by staff ends it at once. Anything that does not check out is anonymous, never an error.
 */
export async function readActor(headers: Headers): Promise<Actor> {
  const bearer = bearerToken(headers);
  if (bearer?.startsWith(API_KEY_PREFIX)) return readApiKeyActor(bearer);
  const sessionId = await readSessionId(bearer ?? cookieToken(headers));
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

async function readSessionId(token: string | null): Promise<number | null> {
  if (token === null || !isCanonical(token)) return null;
  const claims = await decode({ token, secret: env.sessionSecret }).catch(() => null);
  return typeof claims?.sessionId === "number" ? claims.sessionId : null;
}

// Base64 may end in bits that no decoder reads, so several texts are one token. Only the one that was handed out counts.
function isCanonical(token: string): boolean {
  return token.split(".").every((part) => Buffer.from(part, "base64url").toString("base64url") === part);
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
