import { and, eq, isNull } from "drizzle-orm";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { POST as login } from "@/app/api/auth/login/route";
import { POST as register } from "@/app/api/auth/register/route";
import { POST as resendOtp } from "@/app/api/auth/resend-otp/route";
import { POST as verifyOtp } from "@/app/api/auth/verify-otp/route";
import { PUT as saveProfile } from "@/app/api/users/profile/route";
import { database } from "@/db/client";
import { outbox, users } from "@/db/schema";
import { codeFor, hireAdmin, PASSWORD, signUp } from "@/lib/identity/testing";
import { openInstallation } from "@/lib/platform/testing";
import { callHandler, tokenOf } from "./in-process/testing";

beforeAll(() => openInstallation("2026-03-02"));

const resend = (userId: number, token?: string) => callHandler(resendOtp, { token, body: { user_id: userId, otp_type: "phone" } });
const enter = (userId: number, code: string, token?: string) => callHandler(verifyOtp, { token, body: { user_id: userId, otp_code: code, otp_type: "phone" } });
const signIn = (email: string) => callHandler(login, { body: { email, password: PASSWORD } });
const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

async function registered(email: string, phone: string | undefined): Promise<number> {
  const { body } = await callHandler(register, { body: { full_name: "Asha Rao", email, password: PASSWORD, contact_number: phone } });
  return Number(body.user_id);
}

const textsTo = (phone: string) => database().select().from(outbox).where(and(eq(outbox.recipient, phone), isNull(outbox.sentAt)));

afterEach(() => void vi.useRealTimers());

test("200: a code by text message proves the phone, gives a token, and the account can be used", async () => {
  const userId = await registered("a@example.com", "+91 98765-43210");
  expect((await signIn("a@example.com")).status).toBe(403);
  expect((await resend(userId)).status).toBe(200);
  const [text] = await textsTo("+919876543210");
  expect([text?.kind, text?.body]).toEqual(["phone_code", expect.stringMatching(/^\d{6} is your /)]);
  const code = await codeFor(userId);
  expect((await enter(userId, otherThan(code))).status).toBe(400);
  const answers = await Promise.all([enter(userId, code), enter(userId, code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({ access_token: expect.any(String), user: { is_phone_verified: true, is_email_verified: false } });
  expect((await signIn("a@example.com")).body).toHaveProperty("access_token");
});

test("429: a second code within a minute; a code by mail is not a code by phone", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const userId = await registered("b@example.com", "9876500001");
  const mailed = await codeFor(userId);
  expect((await enter(userId, mailed)).status).toBe(400);
  expect((await resend(userId)).status).toBe(200);
  const soon = await resend(userId);
  expect([soon.status, soon.body.code, soon.headers.get("retry-after")]).toEqual([429, "code_resend_too_soon", "60"]);
});

test("400: an account without a number, told to its owner only; a stranger's id is answered as one without a code", async () => {
  const userId = await registered("c@example.com", undefined);
  expect((await resend(userId)).status).toBe(200);
  const own = await signUp("borrower", "c2@example.com");
  expect(await resend(own.id, await tokenOf(own))).toMatchObject({ status: 400, body: { code: "phone_missing" } });
  expect((await resend(987_654)).status).toBe(200);
  expect((await enter(987_654, "123456")).body.code).toBe("code_expired");
});

test("an account in use proves its phone with its own token only: a mistyped number opens nothing", async () => {
  const own = await signUp("borrower", "d@example.com");
  const stranger = await signUp("borrower", "e@example.com");
  const token = await tokenOf(own);
  await callHandler(saveProfile, { token, body: { contact_number: "9876500002" } });
  for (const wrong of [undefined, await tokenOf(stranger)]) expect((await resend(own.id, wrong)).status).toBe(200);
  expect(await textsTo("9876500002")).toEqual([]);
  expect((await resend(own.id, token)).status).toBe(200);
  const code = await codeFor(own.id);
  for (const wrong of [undefined, await tokenOf(stranger)]) expect((await enter(own.id, code, wrong)).body.code).toBe("code_expired");
  expect((await enter(own.id, code, token)).body).toMatchObject({ access_token: expect.any(String), user: { is_phone_verified: true } });
});

test("staff are not let in by their phone", async () => {
  const { id } = await hireAdmin("staff@example.com");
  await database().update(users).set({ phone: "9876500003" }).where(eq(users.id, id));
  await resend(id);
  expect(await textsTo("9876500003")).toEqual([]);
  expect((await enter(id, "123456")).body.code).toBe("code_expired");
});

test("a changed number is no longer proved, and whoever proves the same number is the same person", async () => {
  const [first, second] = [await registered("f@example.com", "9876500004"), await registered("g@example.com", "9876500004")];
  for (const userId of [first, second]) {
    await resend(userId);
    const { body } = await enter(userId, await codeFor(userId));
    expect(body).toHaveProperty("access_token");
  }
  const persons = await database().select({ personId: users.personId }).from(users).where(eq(users.verifiedPhone, "9876500004"));
  expect([persons.length, new Set(persons.map(({ personId }) => personId)).size]).toEqual([2, 1]);
  const token = String((await signIn("f@example.com")).body.access_token);
  const { body } = await callHandler(saveProfile, { token, body: { contact_number: "9876500005" } });
  expect(body.user).toMatchObject({ contact_number: "9876500005", is_phone_verified: false });
});

test("a code proves the number that it was sent to: after a change of the number it is over", async () => {
  const own = await signUp("borrower", "h@example.com");
  const token = await tokenOf(own);
  await callHandler(saveProfile, { token, body: { contact_number: "9876500006" } });
  await resend(own.id, token);
  const code = await codeFor(own.id);
  const { body } = await callHandler(saveProfile, { token, body: { contact_number: "9876500007" } });
  expect(body.user).toMatchObject({ contact_number: "9876500007" });
  expect((await enter(own.id, code, token)).body.code).toBe("code_expired");
  const [row] = await database().select({ verifiedPhone: users.verifiedPhone }).from(users).where(eq(users.id, own.id));
  expect(row?.verifiedPhone).toBeNull();
});
