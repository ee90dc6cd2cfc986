import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { oneTimeCodes, outbox, users } from "@/db/schema";
import { anonymous } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { confirmSignIn } from "@/lib/identity/operations/confirm-sign-in";
import { signIn } from "@/lib/identity/operations/sign-in";
import { verifyCode } from "@/lib/identity/operations/verify-code";
import { codeFor, PASSWORD, signUp } from "@/lib/identity/testing";
import { refusalOf } from "@/lib/platform/testing";
import { POST as resendOtp } from "@/app/api/auth/resend-otp/route";
import { POST as verifyOtp } from "@/app/api/auth/verify-otp/route";
import { POST as postUpdateInfo } from "@/app/api/bank/user/update_info/route";
import { ask, failure, getCredits, getInfo, getSchedule, invest, join, login, openBank, payCredit, proveAddress, registration, staff, success, takeCredit, updateInfo, type Login } from "./testing";

openBank();

let creditClient: Login;
let depositClient: Login;
let creditId: number;

beforeAll(async () => {
  creditClient = await join("credit");
  depositClient = await join("deposit");
  await invest(depositClient, 1000);
  creditId = Number((await takeCredit(creditClient, 100)).body.credit_id);
});

const askForText = ({ userId, token }: Login) => ask(resendOtp, { token, body: { user_id: userId, otp_type: "phone" } });
const enter = ({ userId, token }: Login, code: string, way: "email" | "phone") => ask(verifyOtp, { token, body: { user_id: userId, otp_code: code, otp_type: way } });

const nobody: Login = { userId: 1, username: "", token: "" };

/** Every address under /user, asked by somebody about an account. */
const everyCall = (as: Login) => [
  getInfo(as),
  getCredits(as),
  getSchedule(as, creditId),
  updateInfo(as, { user_type: "credit" }),
  invest(as, 10),
  takeCredit(as, 10),
  payCredit(as, creditId, 10),
];

describe("whose account", () => {
  test("401 without a token, with a wrong one and with one that was ended", async () => {
    for (const token of ["", "x".repeat(60)]) {
      for (const answer of await Promise.all(everyCall({ ...creditClient, token }))) {
        expect(answer).toMatchObject({ status: 401, body: { status: "fail", action: expect.any(String), error_message: expect.any(String), code: "authentication_required" } });
      }
    }
  });

  test("somebody else's account and one that does not exist are answered alike", async () => {
    const stranger = await join("credit");
    const expected = [
      failure("get_user_data", "user not found"),
      failure("get_credits", "user not found"),
      failure("get_repayment_schedule", "credit not found"),
      failure("update_user_data", "user not found"),
      failure("invest", "account is not exist"),
      failure("take_credit", "user not found"),
      failure("pay_credit", "credit not found"),
    ];
    for (const caller of [stranger, await join("deposit")]) {
      for (const userId of [creditClient.userId, depositClient.userId, 987_654_321]) {
        const answers = await Promise.all(everyCall({ ...caller, userId }));
        expect(answers.map(({ status, body: { status: said, action, error_message } }) => ({ status, body: { status: said, action, error_message } }))).toEqual(expected);
      }
    }
    expect(await payCredit(stranger, creditId, 10)).toMatchObject(failure("pay_credit", "credit not found"));
    expect(await getSchedule(stranger, creditId)).toMatchObject(failure("get_repayment_schedule", "credit not found"));
  });

  test("the wrong kind of client is told so in the published words", async () => {
    expect(await invest(creditClient, 10)).toMatchObject(failure("invest", "account is not exist"));
    expect(await takeCredit(depositClient, 10)).toMatchObject(failure("take_credit", "user is not a credit client"));
    expect(await payCredit(depositClient, creditId, 10)).toMatchObject(failure("pay_credit", "user is not a credit client"));
    expect(await getCredits(depositClient)).toMatchObject(failure("get_credits", "User is a deposit client"));
    expect(await getSchedule(depositClient, creditId)).toMatchObject(failure("get_repayment_schedule", "credit not found"));
  });

  test("staff read any client and change none", async () => {
    const boss = await staff();
    expect(await getInfo(boss, creditClient.userId)).toMatchObject({ status: 200, body: { status: "success", balance: "-120.00" } });
    expect(await getInfo(boss, depositClient.userId)).toMatchObject({ body: { balance_working: "100.00", balance_wait: "900.00" } });
    expect(await getCredits(boss, creditClient.userId)).toMatchObject(success("get_credits"));
    expect(await getSchedule(boss, creditId, creditClient.userId)).toMatchObject(success("get_repayment_schedule"));
    expect(await getInfo(boss, 987_654_321)).toMatchObject(failure("get_user_data", "user not found"));
    expect(await getInfo(boss)).toMatchObject(failure("get_user_data", "user not found"));
    for (const userId of [creditClient.userId, boss.userId]) {
      for (const answer of await Promise.all(everyCall({ ...boss, userId }).slice(3))) {
        expect(answer).toMatchObject({ status: 403, body: { status: "fail", code: "permission_denied" } });
      }
    }
  });

  test.each(["", "abc", "1 OR 1=1", "1; DROP TABLE users", "1 UNION SELECT password_hash FROM users", "-1", "0", "1.5", "1e3", "9".repeat(40), "٣", "true", "null"])("400 for the id %j, wherever it is sent", async (id) => {
    const as = { ...creditClient, userId: id as unknown as number };
    for (const answer of await Promise.all(everyCall(as))) expect(answer).toMatchObject({ status: 400, body: { status: "fail", action: expect.any(String), fields: { user_id: expect.any(String) } } });
    expect(await getSchedule(creditClient, id)).toMatchObject({ status: 400, body: { fields: { credit_id: expect.any(String) } } });
  });

  test("an id may be sent as its digits", async () => {
    expect(await getInfo({ ...creditClient, userId: `${creditClient.userId}` as unknown as number })).toMatchObject(success("get_user_data"));
    expect(await invest({ ...depositClient, userId: `${depositClient.userId}` as unknown as number }, "1.00")).toMatchObject(success("invest"));
    expect((await getInfo(nobody)).status).toBe(401);
  });
});

describe("information", () => {
  test("of a credit client and of a deposit client, with their balances as exact texts", async () => {
    const sent = { name: "Nadia Khan", address: "3 Hill Road", phone_number: "9876543210", email: "nadia@example.com" };
    const fresh = await join("credit", sent);
    expect((await getInfo(fresh)).body).toEqual({
      ...{ status: "success", action: "get_user_data", user_id: fresh.userId, username: fresh.username, ...sent },
      ...{ user_type: "credit", balance: "0.00", is_email_verified: false },
    });
    const saver = await join("deposit", { ...sent, email: "nadia2@example.com" });
    const { body } = await getInfo(saver);
    expect(body).toMatchObject({ user_type: "deposit", balance_working: "0.00", balance_wait: "0.00" });
    expect(body).not.toHaveProperty("balance");
  });

  test("is changed by PUT and POST, the username too; what is not sent stays", async () => {
    const client = await join("deposit");
    const change = { user_type: "deposit", name: "New Name", address: "New Road", phone_number: "111 2223", email: "new@example.com", username: "new-name" };
    expect(await updateInfo(client, change)).toMatchObject(success("update_user_data"));
    const { user_type: _, ...shown } = change;
    expect((await getInfo(client)).body).toMatchObject(shown);
    expect(await ask(postUpdateInfo, { token: client.token, body: { user_id: client.userId, user_type: "deposit", name: "Newer" } })).toMatchObject(success("update_user_data"));
    expect((await getInfo(client)).body).toMatchObject({ ...shown, name: "Newer" });
    expect(await login({ username: "new-name", password: PASSWORD })).toMatchObject(success("login"));
    expect((await login({ username: client.username, password: PASSWORD })).body.status).toBe("fail");
    expect(await updateInfo(client, change)).toMatchObject(success("update_user_data"));
  });

  test("400 when the kind is missing, none, or the other one", async () => {
    const client = await join("credit");
    for (const userType of [undefined, "admin", 7, "deposit"]) {
      expect(await updateInfo(client, { ...registration(), user_type: userType })).toMatchObject({ status: 400, body: { status: "fail", action: "update_user_data", fields: { user_type: expect.any(String) } } });
    }
    expect((await getInfo(client)).body).toMatchObject({ user_type: "credit", username: client.username });
  });

  test("a username of somebody else is refused, also when two ask at the same instant", async () => {
    const [one, two] = [await join("credit"), await join("credit")];
    expect(await updateInfo(one, { user_type: "credit", username: two.username.toUpperCase() })).toMatchObject(failure("update_user_data", "username already exists"));
    const answers = await Promise.all([one, two].map((client) => updateInfo(client, { user_type: "credit", username: "both-want-it" })));
    expect(answers.map(({ body }) => body.status).sort()).toEqual(["fail", "success"]);
  });

  test("a changed address and phone number are unproved, until the code that was sent to the new address comes back", async () => {
    const client = await join("credit");
    await proveAddress(client);
    await database().update(users).set({ verifiedPhone: "+91 98765 43210" }).where(eq(users.id, client.userId));
    expect((await getInfo(client)).body.is_email_verified).toBe(true);
    await updateInfo(client, { user_type: "credit", email: "moved@example.com", phone_number: "020 5550101" });
    const proofs = async () => (await database().select({ email: users.verifiedEmail, phone: users.verifiedPhone }).from(users).where(eq(users.id, client.userId)))[0];
    expect(await proofs()).toEqual({ email: null, phone: null });
    await proveAddress(client);
    expect(await proofs()).toEqual({ email: "moved@example.com", phone: null });
  });

  test("409 for an address that another account has proved; nothing is changed", async () => {
    await signUp("borrower", "owned@example.com");
    const client = await join("credit");
    expect(await updateInfo(client, { user_type: "credit", name: "Changed", email: "owned@example.com" })).toMatchObject({ status: 409, body: { status: "fail", code: "email_taken" } });
    expect((await getInfo(client)).body.name).toBe("Asha Rao");
  });

  test("a code proves the number that it was sent to: after a change of the number it is over", async () => {
    const client = await join("credit", { phone_number: "98765 00021" });
    await askForText(client);
    const code = await codeFor(client.userId);
    expect(await updateInfo(client, { user_type: "credit", phone_number: "98765 00022" })).toMatchObject(success("update_user_data"));
    expect((await enter(client, code, "phone")).body.code).toBe("code_expired");
  });

  test("a code for a changed address lets nobody in without the password, and its owner proves it", async () => {
    const client = await join("credit");
    await proveAddress(client);
    await updateInfo(client, { user_type: "credit", email: "mistyped@example.com" });
    const code = await codeFor(client.userId);
    expect((await enter({ ...client, token: "" }, code, "email")).body.code).toBe("code_expired");
    expect((await refusalOf(verifyCode.execute(anonymous, { userId: client.userId, code }))).code).toBe("code_expired");
    expect((await enter(client, code, "email")).body).toHaveProperty("access_token");
  });

  test("whoever lost the session gets in at the web with the password and the code that it sends", async () => {
    const client = await join("credit", { email: "returns@example.com" });
    const answer = await signIn.execute(anonymous, { email: "returns@example.com", password: PASSWORD });
    expect(answer).toEqual({ status: "code_required", userId: client.userId, purpose: "sign_in" });
    const first = await codeFor(client.userId);
    // A sign-in's code is over, too, when the address changes under it.
    await updateInfo(client, { user_type: "credit", email: "returned@example.com" });
    expect((await refusalOf(confirmSignIn.execute(anonymous, { userId: client.userId, code: first }))).code).toBe("code_expired");
    await database().update(oneTimeCodes).set({ expiresAt: new Date() }).where(eq(oneTimeCodes.userId, client.userId));
    await signIn.execute(anonymous, { email: "returned@example.com", password: PASSWORD });
    await expect(confirmSignIn.execute(anonymous, { userId: client.userId, code: await codeFor(client.userId) })).resolves.toHaveProperty("ticket");
    expect((await getInfo(client)).body.is_email_verified).toBe(true);
  });

  test("the old address is told of a change, and no other", async () => {
    const client = await join("deposit", { email: "old@example.com" });
    await updateInfo(client, { user_type: "deposit", email: "fresh@example.com" });
    const told = await database().select({ recipient: outbox.recipient }).from(outbox).where(and(eq(outbox.userId, client.userId), eq(outbox.kind, "email_changed")));
    expect(told).toEqual([{ recipient: "old@example.com" }]);
  });

  test("a phone number is kept as it is written, and texted as a number; 400 for what no number is written with", async () => {
    const client = await join("credit", { phone_number: "+91 98765-000.31" });
    expect((await getInfo(client)).body.phone_number).toBe("+91 98765-000.31");
    await askForText(client);
    const texts = await database().select({ recipient: outbox.recipient }).from(outbox).where(and(eq(outbox.userId, client.userId), eq(outbox.kind, "phone_code")));
    expect(texts).toEqual([{ recipient: "+919876500031" }]);
    expect((await enter(client, await codeFor(client.userId), "phone")).body).toHaveProperty("access_token");
    const [row] = await database().select({ verifiedPhone: users.verifiedPhone }).from(users).where(eq(users.id, client.userId));
    expect(row?.verifiedPhone).toBe("+919876500031");
    for (const phone of ["a@victim.io", "call me", "98765;00031"]) {
      expect(await updateInfo(client, { user_type: "credit", phone_number: phone })).toMatchObject({ status: 400, body: { fields: { phone_number: expect.any(String) } } });
    }
  });

  test("a text that is no number is never texted", async () => {
    const client = await join("credit", { phone_number: "12-34" });
    expect((await askForText(client)).body.code).toBe("phone_missing");
  });

  test("429 for whoever asks of too many names and addresses whether somebody has them", async () => {
    const [client, other] = [await join("credit"), await join("credit")];
    const ask = (username: string) => updateInfo(client, { user_type: "credit", username });
    for (let count = 0; count < env.limits.codesPerDay; count += 1) expect(await ask(other.username)).toMatchObject(failure("update_user_data", "username already exists"));
    for (const username of [other.username, "nobody-has-it"]) expect((await ask(username)).status).toBe(429);
    expect(await ask(client.username)).toMatchObject(success("update_user_data"));
  });
});
