import { eq } from "drizzle-orm";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { database } from "@/db/client";
import { oneTimeCodes, outbox } from "@/db/schema";
import { anonymous } from "@/lib/core/permissions";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { codeFor, hireAdmin, PASSWORD, signUp } from "../testing";
import { confirmSignIn } from "./confirm-sign-in";
import { register } from "./register";
import { resendCode } from "./resend-code";
import { signIn } from "./sign-in";
import { verifyCode } from "./verify-code";

beforeAll(() => openInstallation("2026-03-02"));

afterEach(() => void vi.useRealTimers());

const mailsTo = async (userId: number) => (await database().select({ id: outbox.id }).from(outbox).where(eq(outbox.userId, userId))).length;

/** As if the newest code had been sent that long ago. */
async function age(userId: number, seconds: number) {
  await database().update(oneTimeCodes).set({ expiresAt: new Date(Date.now() + (600 - seconds) * 1000) }).where(eq(oneTimeCodes.userId, userId));
}

test("200: after a minute a new code is sent and ends the old one", async () => {
  const { userId } = await register.execute(anonymous, { role: "borrower", fullName: "Asha", email: "a@example.com", password: PASSWORD });
  const old = await codeFor(userId);
  await age(userId, 61);
  await resendCode.execute(anonymous, { userId });
  const fresh = await codeFor(userId);
  if (old !== fresh) expect((await refusalOf(verifyCode.execute(anonymous, { userId, code: old }))).code).toBe("code_wrong");
  await expect(verifyCode.execute(anonymous, { userId, code: fresh })).resolves.toHaveProperty("ticket");
});

test("429: within a minute, and says when to try again", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { userId } = await register.execute(anonymous, { role: "borrower", fullName: "Asha", email: "b@example.com", password: PASSWORD });
  await age(userId, 20);
  const refusal = await refusalOf(resendCode.execute(anonymous, { userId }));
  expect([refusal.code, refusal.status]).toEqual(["code_resend_too_soon", 429]);
  expect(refusal.details.retryAfterSeconds).toBe(40);
});

test("a stranger's id and a proved address get the same answer, and nothing is sent", async () => {
  const { id } = await signUp("borrower", "c@example.com");
  const before = await mailsTo(id);
  expect(await resendCode.execute(anonymous, { userId: id })).toEqual(await resendCode.execute(anonymous, { userId: 424_242 }));
  expect(await mailsTo(id)).toBe(before);
});

test("an admin's code is sent again only while a sign-in with the right password waits for it", async () => {
  const { id: userId } = await hireAdmin("admin@example.com");
  await resendCode.execute(anonymous, { userId });
  expect(await mailsTo(userId)).toBe(0);
  await signIn.execute(anonymous, { email: "admin@example.com", password: PASSWORD });
  await age(userId, 61);
  await resendCode.execute(anonymous, { userId });
  expect(await mailsTo(userId)).toBe(2);
  await confirmSignIn.execute(anonymous, { userId, code: await codeFor(userId) });
  await age(userId, 61);
  await resendCode.execute(anonymous, { userId });
  expect(await mailsTo(userId)).toBe(2);
});
