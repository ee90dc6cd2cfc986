import { eq } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { POST as changePassword } from "@/app/api/auth/change-password/route";
import { POST as forgotPassword } from "@/app/api/auth/forgot-password/route";
import { POST as login } from "@/app/api/auth/login/route";
import { POST as logout } from "@/app/api/auth/logout/route";
import { GET as profile } from "@/app/api/auth/profile/route";
import { POST as register } from "@/app/api/auth/register/route";
import { POST as resendOtp } from "@/app/api/auth/resend-otp/route";
import { POST as resetPassword } from "@/app/api/auth/reset-password/route";
import { POST as verifyOtp } from "@/app/api/auth/verify-otp/route";
import { GET as verifyToken } from "@/app/api/auth/verify-token/route";
import { database } from "@/db/client";
import { oneTimeCodes, rateLimits, sessions, users } from "@/db/schema";
import { codeFor, hireAdmin, PASSWORD, signUp } from "@/lib/identity/testing";
import { setBlocked } from "@/lib/identity/operations/set-blocked";
import { openInstallation } from "@/lib/platform/testing";
import { callHandler, tokenOf } from "./in-process/testing";

beforeAll(() => openInstallation("2026-03-02"));

const asha = {
  full_name: "Asha Rao",
  password: PASSWORD,
  contact_number: "9876543210",
  date_of_birth: "1990-05-17",
  gender: "Female",
  nationality: "Indian",
  marital_status: "Single",
  permanent_address: "14 Lake View Road",
};

const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");
const signIn = (email: string, password = PASSWORD) => callHandler(login, { body: { email, password } });
const enter = (userId: number, code: string, more: object = {}) => callHandler(verifyOtp, { body: { user_id: userId, otp_code: code, otp_type: "email", ...more } });
const isGood = async (token: string) => (await callHandler(verifyToken, { token })).status === 200;

async function registered(email: string, more: object = {}) {
  const { status, body } = await callHandler(register, { body: { ...asha, email, ...more } });
  expect(status).toBe(201);
  const userId = Number(body.user_id);
  return { userId, code: await codeFor(userId), body };
}

/** As if the newest code had been sent that long ago. */
async function age(userId: number, seconds: number) {
  await database().update(oneTimeCodes).set({ expiresAt: new Date(Date.now() + (600 - seconds) * 1000) }).where(eq(oneTimeCodes.userId, userId));
}

describe("register", () => {
  test("201: everything that was sent is known, and there is no token before the code", async () => {
    const { userId, body } = await registered("a@example.com");
    const user = { ...asha, email: "a@example.com", user_id: userId, role: "borrower", is_email_verified: false, is_phone_verified: false, created_at: expect.stringMatching(/^\d{4}-.*Z$/) };
    const { password: _password, ...told } = user;
    expect(body).toEqual({ message: expect.any(String), user_id: userId, requires_otp_verification: true, user: told });
    expect(JSON.stringify(body)).not.toMatch(/token|password|hash/i);
  });

  test("201: only the three required; what is empty or null counts as not sent; a timestamp's date counts", async () => {
    const { body } = await callHandler(register, { body: { full_name: "Ravi", email: "min@example.com", password: PASSWORD } });
    expect(body.user).toMatchObject({ contact_number: null, date_of_birth: null, gender: null, permanent_address: null, role: "borrower" });
    const empty = await callHandler(register, { body: { ...asha, email: "empty@example.com", date_of_birth: "", contact_number: "", gender: null, nationality: "" } });
    expect([empty.status, empty.body.user]).toMatchObject([201, { date_of_birth: null, contact_number: null, gender: null, nationality: null }]);
    const stamped = await callHandler(register, { body: { fullName: "Ravi", email: "stamp@example.com", password: PASSWORD, dateOfBirth: "1990-01-01T00:00:00", contactNumber: 9876543210, role: "depositor" } });
    expect([stamped.status, stamped.body.user]).toMatchObject([201, { date_of_birth: "1990-01-01", contact_number: "9876543210", role: "depositor" }]);
  });

  test.each([
    ["full_name", { full_name: undefined }],
    ["full_name", { full_name: "  " }],
    ["email", { email: undefined }],
    ["email", { email: "nobody" }],
    ["email", { email: "x' OR 1=1 --" }],
    ["email", { email: 7 }],
    ["password", { password: undefined }],
    ["password", { password: "a1b2c3d" }],
    ["password", { password: "abcdefgh" }],
    ["password", { password: "12345678" }],
    ["date_of_birth", { date_of_birth: "1990-02-30" }],
    ["date_of_birth", { date_of_birth: "31/12/1990" }],
    ["date_of_birth", { date_of_birth: "2999-01-01" }],
    ["date_of_birth", { date_of_birth: "1066-10-14" }],
    ["contact_number", { contact_number: "call me" }],
    ["gender", { gender: { $ne: null } }],
    ["role", { role: "admin" }],
  ])("400: a wrong %s is named: %j", async (field, wrong) => {
    const { status, body } = await callHandler(register, { body: { ...asha, email: "w@example.com", ...wrong } });
    expect([status, body.code, Object.keys(body.fields ?? {})]).toEqual([400, "input_invalid", [field]]);
  });

  test("409: an address that is proved for this role; the same key answers the same", async () => {
    await signUp("borrower", "taken@example.com");
    const { status, body } = await callHandler(register, { body: { ...asha, email: "Taken@Example.com" } });
    expect([status, body.code]).toEqual([409, "email_taken"]);
    const sent = { body: { ...asha, email: "key@example.com" }, headers: { "idempotency-key": "sign-up-1" } };
    const first = await callHandler(register, sent);
    const again = await callHandler(register, sent);
    expect([again.status, again.body, again.headers.get("idempotent-replayed")]).toEqual([201, first.body, "true"]);
  });

  test("429: too many accounts from one network address, asking for taken addresses included; another address goes on", async () => {
    const from = (address: string, email: string) => callHandler(register, { body: { ...asha, email }, headers: { "x-tessera-client-address": address } });
    await signUp("borrower", "asked@example.com");
    expect((await from("198.51.100.1", "asked@example.com")).status).toBe(409);
    const [counted] = await database().select().from(rateLimits).where(eq(rateLimits.bucket, "sign-up:198.51.100.1"));
    expect(counted?.count).toBe(1);
    await database().update(rateLimits).set({ count: 300 }).where(eq(rateLimits.bucket, "sign-up:198.51.100.1"));
    const refusal = await from("198.51.100.1", "many@example.com");
    expect([refusal.status, refusal.body.code]).toEqual([429, "rate_limited"]);
    expect(Number(refusal.headers.get("retry-after"))).toBeGreaterThan(3000);
    expect((await from("198.51.100.2", "many@example.com")).status).toBe(201);
  });

  test("SQL in a name is a name", async () => {
    const name = "Robert'); DROP TABLE users; --";
    const { body } = await registered("bobby@example.com", { full_name: name });
    expect(body.user).toMatchObject({ full_name: name });
  });
});

describe("verify-otp", () => {
  test("200: the right code gives a token that works at once, as number or text", async () => {
    const { userId, code } = await registered("v@example.com");
    const { status, body } = await callHandler(verifyOtp, { body: { user_id: String(userId), otp_code: Number(code) } });
    expect([status, body]).toMatchObject([200, { message: expect.any(String), access_token: expect.any(String), user: { user_id: userId, is_email_verified: true } }]);
    expect((await callHandler(profile, { token: String(body.access_token) })).body).toEqual({ user: body.user });
    const [session] = await database().select().from(sessions).where(eq(sessions.userId, userId));
    expect(session?.kind).toBe("bearer");
  });

  test("400: a code works once, and of two at the same instant one gets the token", async () => {
    const { userId, code } = await registered("race@example.com");
    const answers = await Promise.all([enter(userId, code), enter(userId, code), enter(userId, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect((await database().select().from(sessions).where(eq(sessions.userId, userId))).length).toBe(1);
    expect((await enter(userId, code)).body.code).toBe("code_expired");
  });

  test("400: wrong, over, another's; after five wrong ones together the right one is refused too", async () => {
    const { userId, code } = await registered("wrong@example.com");
    const wrong = await enter(userId, otherThan(code));
    expect([wrong.status, wrong.body.code, Object.keys(wrong.body.fields ?? {})]).toEqual([400, "code_wrong", ["otp_code"]]);
    const tries = await Promise.all(Array.from({ length: 5 }, () => enter(userId, otherThan(code))));
    expect(tries.every(({ status }) => status === 400)).toBe(true);
    expect([(await enter(userId, code)).status, await isGood("x")]).toEqual([400, false]);
    const late = await registered("late@example.com");
    await age(late.userId, 601);
    expect(await enter(late.userId, late.code)).toMatchObject({ status: 400, body: { code: "code_expired" } });
  });

  test("400: a stranger's id answers as one without a code, whatever is sent as id or code", async () => {
    const { id } = await signUp("borrower", "known@example.com");
    const known = await enter(id, "123456");
    const unknown = await enter(987_654, "123456");
    expect([unknown.status, { ...unknown.body, request_id: "" }]).toEqual([known.status, { ...known.body, request_id: "" }]);
    for (const userId of ["1 OR 1=1", "1; DROP TABLE users", -1, 1.5, null, {}, undefined]) {
      expect((await callHandler(verifyOtp, { body: { user_id: userId, otp_code: "123456" } })).status).toBe(400);
    }
    for (const code of ["12345", "1234567", "' OR 1=1", "", null, undefined, ["123456"]]) {
      expect((await callHandler(verifyOtp, { body: { user_id: id, otp_code: code } })).status).toBe(400);
    }
    expect((await enter(id, "123456", { otp_type: "pigeon" })).body.fields).toHaveProperty("otp_type");
  });

  test("409: of two sign-ups with one address the second proof comes too late; 403 for a blocked account", async () => {
    const first = await registered("twice@example.com");
    const second = await registered("twice@example.com");
    expect((await enter(first.userId, first.code)).status).toBe(200);
    expect(await enter(second.userId, second.code)).toMatchObject({ status: 409, body: { code: "email_taken" } });
    const blocked = await registered("blocked-early@example.com");
    await database().update(users).set({ blockedAt: new Date() }).where(eq(users.id, blocked.userId));
    expect(await enter(blocked.userId, blocked.code)).toMatchObject({ status: 403, body: { code: "account_blocked" } });
  });
});

describe("resend-otp", () => {
  const resend = (userId: unknown) => callHandler(resendOtp, { body: { user_id: userId, otp_type: "email" } });

  afterEach(() => void vi.useRealTimers());

  test("429 at once after registration, with the seconds to wait; 200 after a minute, and the new code ends the old one", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { userId, code } = await registered("resend@example.com");
    const soon = await resend(userId);
    expect([soon.status, soon.body.code]).toEqual([429, "code_resend_too_soon"]);
    expect(soon.headers.get("retry-after")).toBe("60");
    vi.setSystemTime(Date.now() + 60_000);
    expect((await resend(userId)).status).toBe(200);
    const fresh = await codeFor(userId);
    if (fresh !== code) expect((await enter(userId, code)).body.code).toBe("code_wrong");
    expect((await enter(userId, fresh)).status).toBe(200);
  });

  test("200: a stranger's id and a proved account are answered alike; 400 without an id", async () => {
    const { id } = await signUp("borrower", "proved@example.com");
    const [known, unknown] = [await resend(id), await resend(987_654)];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect((await resend(undefined)).status).toBe(400);
  });
});

describe("login", () => {
  test("200: a token, and the account without secrets; the address in any case", async () => {
    const { id } = await signUp("depositor", "in@example.com");
    const { status, body } = await signIn(" In@Example.com");
    expect([status, body]).toMatchObject([200, { message: expect.any(String), user: { user_id: id, role: "depositor" } }]);
    expect(await isGood(String(body.access_token))).toBe(true);
    expect(JSON.stringify(body.user)).not.toMatch(/password|hash|person/i);
  });

  test("403: an account that has proved nothing, with the hint; a wrong password tells nothing of it", async () => {
    const { userId } = await registered("unproved@example.com");
    const { status, body } = await signIn("unproved@example.com");
    expect([status, body]).toMatchObject([403, { error: expect.any(String), code: "account_unverified", requires_otp_verification: true, user_id: userId }]);
    expect((await signIn("unproved@example.com", "wrong horse 1")).body).not.toHaveProperty("user_id");
  });

  test("401: wrong password and unknown address are the same; SQL opens nothing; 400 without one of them", async () => {
    await signUp("borrower", "same@example.com");
    const [wrong, unknown] = [await signIn("same@example.com", "wrong horse 1"), await signIn("other@example.com", "wrong horse 1")];
    expect([wrong.status, { ...wrong.body, request_id: "" }]).toEqual([401, { ...unknown.body, request_id: "" }]);
    expect((await signIn("same@example.com", "' OR '1'='1")).status).toBe(401);
    expect((await signIn("x' OR 1=1 --", "x")).status).toBe(400);
    for (const body of [{}, { email: "same@example.com" }, { password: PASSWORD }, { email: { $gt: "" }, password: { $gt: "" } }]) {
      expect((await callHandler(login, { body })).status).toBe(400);
    }
  });

  test("429: after ten failures, with the seconds to wait; 403: blocked", async () => {
    const own = await signUp("borrower", "locked@example.com");
    await Promise.all(Array.from({ length: 10 }, () => signIn("locked@example.com", "wrong horse 1")));
    const limited = await signIn("locked@example.com");
    expect([limited.status, Number(limited.headers.get("retry-after")) > 800]).toEqual([429, true]);
    await database().delete(rateLimits);
    await setBlocked.execute(await hireAdmin("blocker@example.com"), { userId: own.id, blocked: true });
    expect(await signIn("locked@example.com")).toMatchObject({ status: 403, body: { code: "account_blocked" } });
    expect(await isGood(await tokenOf(own))).toBe(false);
  });

  test("200 without a token for staff: the code from the mail gives it, and its own code is not a resend", async () => {
    const { id } = await hireAdmin("staff@example.com");
    const begun = await signIn("staff@example.com");
    expect([begun.status, begun.body]).toEqual([200, { message: expect.any(String), requires_otp_verification: true, user_id: id }]);
    expect((await signIn("staff@example.com")).status).toBe(200);
    expect((await callHandler(resendOtp, { body: { user_id: id, otp_type: "email" } })).status).toBe(429);
    const code = await codeFor(id);
    expect((await enter(id, otherThan(code))).status).toBe(400);
    expect((await enter(id, code)).body).toMatchObject({ access_token: expect.any(String), user: { role: "admin" } });
  });
});

describe("tokens", () => {
  test("401: no token, one made up, one whose text was touched", async () => {
    const token = await tokenOf(await signUp("borrower", "token@example.com"));
    expect((await callHandler(verifyToken, { token })).body).toMatchObject({ valid: true, user: { email: "token@example.com" } });
    const touched = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").filter((letter) => !token.endsWith(letter)).map((letter) => token.slice(0, -1) + letter);
    for (const wrong of [undefined, "x", `${token}x`, "eyJhbGciOiJub25lIn0.eyJzZXNzaW9uSWQiOjF9.", ...touched]) {
      for (const handler of [verifyToken, profile]) expect(await callHandler(handler, { token: wrong })).toMatchObject({ status: 401, body: { error: expect.any(String) } });
    }
  });

  test("a changed password ends all other tokens, and the old password; the caller's token goes on", async () => {
    const token = await tokenOf(await signUp("borrower", "change@example.com"));
    const other = String((await signIn("change@example.com")).body.access_token);
    const change = (body: object, by: string | undefined = token) => callHandler(changePassword, { token: by, body });
    expect(await change({ current_password: "wrong horse 1", new_password: "battery staple 2" })).toMatchObject({ status: 400, body: { code: "password_wrong", fields: { current_password: expect.any(String) } } });
    expect(await change({ current_password: PASSWORD, new_password: "short" })).toMatchObject({ status: 400, body: { fields: { new_password: expect.any(String) } } });
    expect(await change({ current_password: PASSWORD })).toMatchObject({ status: 400 });
    expect((await callHandler(changePassword, { body: { current_password: PASSWORD, new_password: "battery staple 2" } })).status).toBe(401);
    expect((await change({ currentPassword: PASSWORD, newPassword: "battery staple 2" })).status).toBe(200);
    expect([await isGood(token), await isGood(other)]).toEqual([true, false]);
    expect([(await signIn("change@example.com")).status, (await signIn("change@example.com", "battery staple 2")).status]).toEqual([401, 200]);
  });

  test("logout ends this token and no other", async () => {
    const token = await tokenOf(await signUp("borrower", "out@example.com"));
    const other = String((await signIn("out@example.com")).body.access_token);
    expect((await callHandler(logout, { token })).status).toBe(200);
    expect([await isGood(token), await isGood(other), (await callHandler(logout, { token })).status]).toEqual([false, true, 401]);
  });
});

test("a lost password: the answer tells nothing, the code changes it once and ends every token", async () => {
  const own = await signUp("borrower", "lost@example.com");
  const forgot = (email: string) => callHandler(forgotPassword, { body: { email } });
  const [known, unknown] = [await forgot("lost@example.com"), await forgot("nobody@example.com")];
  expect([known.status, known.body]).toEqual([200, unknown.body]);
  const code = await codeFor(own.id);
  const reset = (more: object) => callHandler(resetPassword, { body: { email: "lost@example.com", otp_code: code, new_password: "battery staple 2", ...more } });
  expect(await reset({ otp_code: otherThan(code) })).toMatchObject({ status: 400, body: { code: "code_refused", fields: { otp_code: expect.any(String) } } });
  expect(await reset({ new_password: "short" })).toMatchObject({ status: 400, body: { fields: { new_password: expect.any(String) } } });
  expect(await reset({ email: "nobody@example.com" })).toMatchObject({ status: 400, body: { code: "code_refused" } });
  expect((await reset({})).status).toBe(200);
  expect(await reset({})).toMatchObject({ status: 400, body: { code: "code_refused" } });
  expect([await isGood(await tokenOf(own)), (await signIn("lost@example.com", "battery staple 2")).status]).toEqual([false, 200]);
});
