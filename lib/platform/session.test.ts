import { encode } from "next-auth/jwt";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { persons, sessions, users } from "@/db/schema";
import { env } from "@/lib/env";
import { readActor, sessionCookieName, signSessionToken } from "./session";

let userId = 0;

beforeAll(async () => {
  const [person] = await database().insert(persons).values({}).$returningId();
  const login = { personId: person?.id ?? 0, role: "borrower", email: "a@example.com", passwordHash: "x", fullName: "Asha" } as const;
  const [user] = await database().insert(users).values(login).$returningId();
  userId = user?.id ?? 0;
});

async function openSession(change: Partial<typeof sessions.$inferInsert> = {}): Promise<number> {
  const [row] = await database()
    .insert(sessions)
    .values({ userId, kind: "web", expiresAt: new Date(Date.now() + 60_000), ...change })
    .$returningId();
  return row?.id ?? 0;
}

const withBearer = async (sessionId: number) => new Headers({ authorization: `Bearer ${await signSessionToken(sessionId)}` });
const roleOf = async (headers: Headers) => (await readActor(headers)).role;

test("a session is known by bearer token and by cookie, among other cookies", async () => {
  const sessionId = await openSession();
  const actor = { id: userId, role: "borrower", sessionId };
  expect(await readActor(await withBearer(sessionId))).toEqual(actor);
  const cookie = `theme=dark; ${sessionCookieName}=${await signSessionToken(sessionId)}; x=y`;
  expect(await readActor(new Headers({ cookie }))).toEqual(actor);
});

test("a session that was revoked, has expired or waits for its ticket is nobody's", async () => {
  const past = new Date(Date.now() - 1);
  for (const change of [{ revokedAt: past }, { expiresAt: past }, { ticketHash: "0".repeat(64) }]) {
    expect(await roleOf(await withBearer(await openSession(change)))).toBe("anonymous");
  }
  expect(await roleOf(await withBearer(999_999))).toBe("anonymous");
});

test("a block ends it at once", async () => {
  const headers = await withBearer(await openSession());
  await database().update(users).set({ blockedAt: new Date() }).where(eq(users.id, userId));
  expect(await roleOf(headers)).toBe("anonymous");
  await database().update(users).set({ blockedAt: null }).where(eq(users.id, userId));
  expect(await roleOf(headers)).toBe("borrower");
});

test("a token that was made up, made elsewhere, has expired or names no session is nobody's, and never an error", async () => {
  const sessionId = await openSession();
  const foreign = await encode({ token: { sessionId }, secret: "another secret of more than 32 characters", maxAge: 60 });
  const expired = await encode({ token: { sessionId }, secret: env.sessionSecret, maxAge: -60 });
  const wordy = await encode({ token: { sessionId: String(sessionId) }, secret: env.sessionSecret, maxAge: 60 });
  for (const token of ["", "x", "a.b.c.d.e", "x".repeat(5000), foreign, expired, wordy]) {
    expect(await roleOf(new Headers({ authorization: `Bearer ${token}` }))).toBe("anonymous");
    expect(await roleOf(new Headers({ cookie: `${sessionCookieName}=${token}` }))).toBe("anonymous");
  }
  expect(await roleOf(new Headers())).toBe("anonymous");
});
