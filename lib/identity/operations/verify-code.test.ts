import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { depositors, oneTimeCodes, users } from "@/db/schema";
import { anonymous } from "@/lib/core/permissions";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { actorOf, codeFor, PASSWORD, signUp } from "../testing";
import { register } from "./register";
import { verifyCode } from "./verify-code";

beforeAll(() => openInstallation("2026-03-02"));

async function registered(email: string, role = "borrower") {
  const { userId } = await register.execute(anonymous, { role, fullName: "Asha Rao", email, password: PASSWORD });
  const code = await codeFor(userId);
  return { userId, code, wrong: code === "000000" ? "000001" : "000000" };
}

const personOfUser = async (userId: number) => (await database().select({ personId: users.personId }).from(users).where(eq(users.id, userId)))[0]?.personId;

test("200: the right code proves the address, signs in, and works once", async () => {
  const { userId, code } = await registered("right@example.com");
  const { ticket } = await verifyCode.execute(anonymous, { userId, code });
  expect(await actorOf(ticket, "borrower")).toMatchObject({ id: userId });
  const [user] = await database().select().from(users).where(eq(users.id, userId));
  expect(user?.verifiedEmail).toBe("right@example.com");
  expect((await refusalOf(verifyCode.execute(anonymous, { userId, code }))).code).toBe("code_expired");
});

test("the sixth try is refused even when it is right", async () => {
  const { userId, code, wrong } = await registered("sixth@example.com");
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const refusal = await refusalOf(verifyCode.execute(anonymous, { userId, code: wrong }));
    expect(refusal.code).toBe("code_wrong");
    expect(refusal.details.fields).toHaveProperty("code");
  }
  expect((await refusalOf(verifyCode.execute(anonymous, { userId, code }))).code).toBe("code_expired");
});

test("the fifth try still counts when it is right", async () => {
  const { userId, code, wrong } = await registered("fifth@example.com");
  for (let attempt = 1; attempt <= 4; attempt += 1) await refusalOf(verifyCode.execute(anonymous, { userId, code: wrong }));
  await expect(verifyCode.execute(anonymous, { userId, code })).resolves.toHaveProperty("ticket");
});

test("wrong codes sent at the same instant are all counted", async () => {
  const { userId, code, wrong } = await registered("together@example.com");
  await Promise.all(Array.from({ length: 6 }, () => refusalOf(verifyCode.execute(anonymous, { userId, code: wrong }))));
  expect((await refusalOf(verifyCode.execute(anonymous, { userId, code }))).code).toBe("code_expired");
});

test("refused: a code after ten minutes, another login's code, a login that does not exist", async () => {
  const late = await registered("late@example.com");
  await database().update(oneTimeCodes).set({ expiresAt: new Date(Date.now() - 1) }).where(eq(oneTimeCodes.userId, late.userId));
  expect((await refusalOf(verifyCode.execute(anonymous, late))).code).toBe("code_expired");
  const other = await registered("other@example.com");
  const mine = await registered("mine@example.com");
  if (mine.code !== other.code) expect((await refusalOf(verifyCode.execute(anonymous, { userId: mine.userId, code: other.code }))).code).toBe("code_wrong");
  expect((await refusalOf(verifyCode.execute(anonymous, { userId: 999_999, code: "123456" }))).code).toBe("code_expired");
});

test("refused: of two sign-ups with one address the second proof comes too late", async () => {
  const first = await registered("race@example.com");
  const second = await registered("race@example.com");
  await verifyCode.execute(anonymous, first);
  expect((await refusalOf(verifyCode.execute(anonymous, second))).code).toBe("email_taken");
});

test("400: a code that is not six digits", async () => {
  expect((await refusalOf(verifyCode.execute(anonymous, { userId: 1, code: "12345" }))).details.fields).toHaveProperty("code");
});

test("whoever proves the same address as borrower and as depositor is one person, in funding's copy too", async () => {
  const borrower = await signUp("borrower", "both@example.com");
  const later = await registered("both@example.com", "depositor");
  const ownPerson = await personOfUser(later.userId);
  await database().insert(depositors).values({ userId: later.userId, personId: ownPerson ?? 0, ring: 7 });
  await verifyCode.execute(anonymous, later);
  const person = await personOfUser(borrower.id);
  expect(await personOfUser(later.userId)).toBe(person);
  const [row] = await database().select().from(depositors).where(eq(depositors.userId, later.userId));
  expect(row?.personId).toBe(person);
});

test("two logins of one address proved at the same instant still become one person", async () => {
  const borrower = await registered("instant@example.com");
  const depositor = await registered("instant@example.com", "depositor");
  await Promise.all([verifyCode.execute(anonymous, borrower), verifyCode.execute(anonymous, depositor)]);
  expect(await personOfUser(borrower.userId)).toBe(await personOfUser(depositor.userId));
});
