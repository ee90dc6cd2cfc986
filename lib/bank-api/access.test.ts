import { verify } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { database } from "@/db/client";
import { rateLimits, users } from "@/db/schema";
import { anonymous } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { signIn } from "@/lib/identity/operations/sign-in";
import { PASSWORD, signUp } from "@/lib/identity/testing";
import { refusalOf } from "@/lib/platform/testing";
import { GET as unknownAddress } from "@/app/api/bank/[...rest]/route";
import { GET as getLogin } from "@/app/api/bank/login/route";
import { GET as getMain, POST as postMain } from "@/app/api/bank/route";
import { ask, failure, getInfo, join, login, openBank, proveAddress, register, registration, staff, success } from "./testing";

// Watched, not replaced: what a refusal costs is counted in verifications, for a clock measures the machine too.
vi.mock("@node-rs/argon2", { spy: true });

openBank();
afterEach(async () => {
  Object.assign(env, { bankApiRequiresVerifiedEmail: false });
  await database().delete(rateLimits);
});

const wrong = failure("login", "wrong username or password");

describe("the main page", () => {
  test("says that the bank is there, and when", async () => {
    const { status, body } = await ask(getMain, { method: "GET" });
    expect([status, body]).toEqual([200, { status: "success", action: "main", time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), business_date: "2026-03-02" }]);
  });

  test("another method, and an address that is none, are told in the same words", async () => {
    const refused = await ask(postMain, { body: {} });
    expect(refused).toMatchObject({ status: 405, body: { status: "fail", action: "main", code: "method_not_allowed" } });
    expect(refused.headers.get("allow")).toBe("GET, OPTIONS");
    expect(await ask(getLogin, { method: "GET" })).toMatchObject({ status: 405, body: { status: "fail", action: "login" } });
    expect(await ask(unknownAddress, { method: "GET" })).toMatchObject({ status: 404, body: { status: "fail", code: "not_found", error_message: expect.any(String) } });
  });
});

describe("registration", () => {
  test("opens the account at once, for both kinds of clients", async () => {
    for (const userType of ["credit", "deposit"]) {
      const sent = registration({ user_type: userType });
      const { status, body } = await register(sent);
      expect([status, body]).toEqual([200, { status: "success", action: "register", user_id: expect.any(Number), username: sent.username, user_type: userType }]);
      const signedIn = await login({ username: sent.username, password: sent.password });
      expect(signedIn).toMatchObject({ status: 200, body: { status: "success", action: "login", user_id: body.user_id, username: sent.username, user_type: userType, token: expect.any(String) } });
    }
  });

  test("sends a code that proves the address", async () => {
    const client = await join("credit");
    const { userId } = client;
    await proveAddress(client);
    const [row] = await database().select({ verified: users.verifiedEmail, email: users.email }).from(users).where(eq(users.id, userId));
    expect(row?.verified).toBe(row?.email);
  });

  test("a username is taken once, in any spelling, also when ten ask at the same instant", async () => {
    await join("credit", { username: "Nadia" });
    expect(await register(registration({ username: "Nadia" }))).toMatchObject(failure("register", "username already exists"));
    expect(await register(registration({ username: " nadia " }))).toMatchObject(failure("register", "username already exists"));
    const answers = await Promise.all(Array.from({ length: 10 }, () => register(registration({ username: "wanted" }))));
    expect(answers.filter(({ body }) => body.status === "success")).toHaveLength(1);
    for (const answer of answers.filter(({ body }) => body.status === "fail")) expect(answer).toMatchObject(failure("register", "username already exists"));
  });

  test("409: an address that another account of this kind has proved", async () => {
    await signUp("depositor", "proved@example.com");
    expect(await register(registration({ user_type: "deposit", email: "Proved@example.com" }))).toMatchObject({ status: 409, body: { status: "fail", action: "register", code: "email_taken" } });
    expect(await register(registration({ user_type: "credit", email: "proved@example.com" }))).toMatchObject(success("register"));
  });

  test.each([
    ["a password without a digit", { password: "only letters" }, "password"],
    ["a short password", { password: "abc1" }, "password"],
    ["a password that is a number", { password: 123456789 }, "password"],
    ["no username", { username: undefined }, "username"],
    ["an empty username", { username: "  " }, "username"],
    ["a username without end", { username: "u".repeat(65) }, "username"],
    ["no name", { name: null }, "name"],
    ["no e-mail address", { email: "not an address" }, "email"],
    ["a kind that is none", { user_type: "admin" }, "user_type"],
    ["no kind", { user_type: undefined }, "user_type"],
    ["an address that is a list", { address: ["x"] }, "address"],
  ])("400 with the field: %s", async (_what, change, field) => {
    const { status, body } = await register(registration(change));
    expect([status, body]).toMatchObject([400, { status: "fail", action: "register", code: "input_invalid", fields: { [field]: expect.any(String) } }]);
  });

  test("a phone number is taken as it is written, or as a number; it and the postal address may be missing", async () => {
    for (const [sent, kept] of [["(020) 555-0101", "(020) 555-0101"], [9876543210, "9876543210"], [undefined, ""]]) {
      const client = await join("credit", { phone_number: sent, address: undefined });
      expect((await getInfo(client)).body).toMatchObject({ phone_number: kept, address: "" });
    }
  });

  test("429 when one network address opens too many accounts", async () => {
    const headers = { "x-tessera-client-address": "198.51.100.9" };
    await database().insert(rateLimits).values({ bucket: "sign-up:198.51.100.9", count: env.limits.signUpsPerHour, windowEndsAt: new Date(Date.now() + 60_000) });
    const refused = await register(registration(), headers);
    expect(refused).toMatchObject({ status: 429, body: { status: "fail", action: "register", code: "rate_limited" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await register(registration())).toMatchObject(success("register"));
  });
});

describe("login", () => {
  test("a wrong password, an unknown username and SQL are one failure", async () => {
    const { username } = await join("credit");
    const sent = [{ username, password: "wrong horse 1" }, { username: "nobody", password: PASSWORD }, { username: "x' OR 1=1 --", password: "x" }, { username, password: "' OR '1'='1" }];
    for (const each of sent) expect(await login(each)).toMatchObject(wrong);
    const [known, unknown] = await Promise.all([login(sent[0]), login(sent[1])]);
    expect({ ...known?.body, request_id: 0 }).toEqual({ ...unknown?.body, request_id: 0 });
  });

  test("an unknown username costs what a wrong password costs: one verification of the same cost", async () => {
    const { username } = await join("credit");
    for (const name of [username, "nobody at all"]) {
      vi.mocked(verify).mockClear();
      expect(await login({ username: name, password: "wrong horse 1" })).toMatchObject(wrong);
      expect(vi.mocked(verify).mock.calls).toEqual([[expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/), "wrong horse 1"]]);
    }
  });

  test("staff are never signed in, whatever name they are tried by", async () => {
    const { username, userId } = await staff();
    expect(await login({ username, password: PASSWORD })).toMatchObject(wrong);
    await database().update(users).set({ username: "boss" }).where(eq(users.id, userId));
    expect(await login({ username: "boss", password: PASSWORD })).toMatchObject(wrong);
  });

  test("429 after ten failures, counted over all spellings, and only for this username", async () => {
    const { username } = await join("credit", { username: "Guessed" });
    const tries = await Promise.all(Array.from({ length: 12 }, (_, index) => login({ username: index % 2 ? username : "guessed", password: "wrong horse 1" })));
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(10);
    const refused = await login({ username, password: PASSWORD });
    expect(refused).toMatchObject({ status: 429, body: { status: "fail", action: "login", code: "rate_limited" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(800);
    const other = await join("credit");
    expect(await login({ username: other.username, password: PASSWORD })).toMatchObject(success("login"));
    await database().delete(rateLimits);
    expect(await login({ username, password: PASSWORD })).toMatchObject(success("login"));
  });

  test("both doors count the wrong passwords of one account together", async () => {
    const client = await join("credit", { email: "two-doors@example.com" });
    await proveAddress(client);
    for (let count = 0; count < 5; count += 1) {
      await refusalOf(signIn.execute(anonymous, { email: "two-doors@example.com", password: "wrong horse 1" }));
      await login({ username: client.username, password: "wrong horse 1" });
    }
    expect((await login({ username: client.username, password: PASSWORD })).status).toBe(429);
    expect((await refusalOf(signIn.execute(anonymous, { email: "two-doors@example.com", password: PASSWORD }))).code).toBe("rate_limited");
  });

  test("a login with a stranger's address does not wipe the failures of its owner", async () => {
    const owner = await join("credit", { email: "shared@example.com" });
    await proveAddress(owner);
    const mallory = await join("deposit", { email: "shared@example.com" });
    for (let count = 0; count < 10; count += 1) {
      await login({ username: owner.username, password: "wrong horse 1" });
      if (count === 5) expect(await login({ username: mallory.username, password: PASSWORD })).toMatchObject(success("login"));
    }
    expect((await login({ username: owner.username, password: PASSWORD })).status).toBe(429);
  });

  test("403 when blocked, and the token is worth nothing from then on", async () => {
    const client = await join("deposit");
    await database().update(users).set({ blockedAt: new Date() }).where(eq(users.id, client.userId));
    expect(await login({ username: client.username, password: PASSWORD })).toMatchObject({ status: 403, body: { status: "fail", code: "account_blocked" } });
    expect(await login({ username: client.username, password: "wrong horse 1" })).toMatchObject(wrong);
    expect((await getInfo(client)).status).toBe(401);
  });

  test("403 with an explanation where the address must be proved first; then the code lets in", async () => {
    const { username, userId } = await join("credit");
    Object.assign(env, { bankApiRequiresVerifiedEmail: true });
    const refused = await login({ username, password: PASSWORD });
    expect(refused).toMatchObject({ status: 403, body: { status: "fail", action: "login", code: "email_unproved", error_message: expect.stringContaining("e-mail") } });
    await proveAddress({ userId, token: "" });
    expect(await login({ username, password: PASSWORD })).toMatchObject(success("login"));
  });

  test.each([[{}], [{ username: "x" }], [{ username: ["x"], password: "y" }], [{ username: { $ne: "" }, password: "y" }], [{ username: "x", password: "" }], [[]], ["{"], ["null"]])("400 for %j", async (sent) => {
    expect(await login(sent)).toMatchObject({ status: 400, body: { status: "fail", action: "login", error_message: expect.any(String) } });
  });
});
