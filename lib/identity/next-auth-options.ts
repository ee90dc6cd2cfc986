import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { anonymous } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { AppError } from "@/lib/platform/errors";
import { SESSION_SECONDS } from "@/lib/platform/session";
import { redeemTicket } from "./operations/redeem-ticket";

declare module "next-auth" {
  interface User {
    sessionId: number;
  }
}

/**
 * next-auth keeps the cookie and nothing else: password and code were checked by operations, which answer with a
 * ticket; here the ticket becomes a cookie that names a row of `sessions`. Who that is, every request reads anew.
 */
export const nextAuthOptions: AuthOptions = {
  secret: env.sessionSecret,
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  useSecureCookies: env.secureCookies,
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      credentials: { ticket: { label: "Ticket", type: "text" } },
      async authorize(sent) {
        const { sessionId, userId } = await redeemTicket.execute(anonymous, { ticket: sent?.ticket }).catch(asWrongTicket);
        return { id: String(userId), sessionId };
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { sessionId: user.sessionId } : token),
    session: ({ session }) => ({ expires: session.expires }),
  },
};

// next-auth reads a plain error's message into the address; the code says enough.
function asWrongTicket(error: unknown): never {
  throw error instanceof AppError ? new Error(error.code) : error;
}
