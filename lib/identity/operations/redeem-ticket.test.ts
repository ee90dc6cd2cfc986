import { desc, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { sessions } from "@/db/schema";
import { anonymous } from "@/lib/core/permissions";
import { readActor, signSessionToken } from "@/lib/platform/session";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { hireAdmin, PASSWORD, signUp } from "../testing";
import { redeemTicket } from "./redeem-ticket";
import { setBlocked } from "./set-blocked";
import { signIn } from "./sign-in";
import { signOut } from "./sign-out";

beforeAll(() => openInstallation("2026-03-02"));

async function ticketFor(email: string) {
  const answer = await signIn.execute(anonymous, { email, password: PASSWORD });
  if (answer.status !== "signed_in") throw new Error("expected a ticket");
  return answer.ticket;
}

const bearer = async (sessionId: number) => new Headers({ authorization: `Bearer ${await signSessionToken(sessionId)}` });

test("200: a ticket becomes a session of 24 hours, once, also when two ask at the same instant", async () => {
  const { id } = await signUp("borrower", "a@example.com");
  const ticket = await ticketFor("a@example.com");
  const outcomes = await Promise.allSettled([redeemTicket.execute(anonymous, { ticket }), redeemTicket.execute(anonymous, { ticket })]);
  const won = outcomes.filter((outcome) => outcome.status === "fulfilled");
  expect(won).toHaveLength(1);
  const sessionId = won[0]?.value.sessionId ?? 0;
  expect(await readActor(await bearer(sessionId))).toEqual({ id, role: "borrower", sessionId });
  const [session] = await database().select().from(sessions).where(eq(sessions.id, sessionId));
  expect(session?.ticketHash).toBeNull();
  expect((session?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(86_000_000);
});

test("a session whose ticket was never redeemed is nobody's", async () => {
  const { id } = await signUp("borrower", "b@example.com");
  await ticketFor("b@example.com");
  const [session] = await database().select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, id)).orderBy(desc(sessions.id)).limit(1);
  expect((await readActor(await bearer(session?.id ?? 0))).role).toBe("anonymous");
});

test("401: an unknown ticket, one after two minutes, one of a login blocked since", async () => {
  const { id } = await signUp("borrower", "c@example.com");
  const admin = await hireAdmin("admin@example.com");
  expect((await refusalOf(redeemTicket.execute(anonymous, { ticket: "made-up" }))).code).toBe("ticket_invalid");
  const late = await ticketFor("c@example.com");
  await database().update(sessions).set({ ticketExpiresAt: new Date(Date.now() - 1) }).where(eq(sessions.userId, id));
  expect((await refusalOf(redeemTicket.execute(anonymous, { ticket: late }))).code).toBe("ticket_invalid");
  const blocked = await ticketFor("c@example.com");
  await setBlocked.execute(admin, { userId: id, blocked: true });
  expect((await refusalOf(redeemTicket.execute(anonymous, { ticket: blocked }))).code).toBe("ticket_invalid");
});

test("signing out ends the own session and no other", async () => {
  const first = await signUp("borrower", "d@example.com");
  const second = await redeemTicket.execute(anonymous, { ticket: await ticketFor("d@example.com") });
  await signOut.execute(first, {});
  expect((await readActor(await bearer(first.sessionId ?? 0))).role).toBe("anonymous");
  expect((await readActor(await bearer(second.sessionId))).role).toBe("borrower");
  expect((await refusalOf(signOut.execute(anonymous, {}))).status).toBe(401);
});
