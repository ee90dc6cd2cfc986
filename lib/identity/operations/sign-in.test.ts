import { verify } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { database } from "@/db/client";
import { rateLimits, users } from "@/db/schema";
import { anonymous } from "@/lib/core/permissions";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { actorOf, codeFor, hireAdmin, PASSWORD, signUp } from "../testing";
import { confirmSignIn } from "./confirm-sign-in";
import { register } from "./register";
import { signIn } from "./sign-in";
import { verifyCode } from "./verify-code";

// Watched, not replaced: what a refusal costs is counted in verifications, for a clock measures the machine too.
vi.mock("@node-rs/argon2", { spy: true });

beforeAll(() => openInstallation("2026-03-02"));

const tryToSignIn = (email: string, password: string, role?: string) => signIn.execute(anonymous, { email, password, role });

async function signedInAs(email: string, password: string, role?: string): Promise<number> {
  const answer = await tryToSignIn(email, password, role);
  if (answer.status !== "signed_in") throw new Error(`expected a sign-in, got ${answer.status}`);
  return (await actorOf(answer.ticket, "borrower")).id;
}

test("200: the right password gives a ticket, in any case of the address", async () => {
  const { id } = await signUp("borrower", "ok@example.com");
  expect(await signedInAs("OK@Example.com", PASSWORD)).toBe(id);
});

test("401: an unknown address and a wrong password are the same refusal", async () => {
  await signUp("borrower", "known@example.com");
  const wrong = await refusalOf(tryToSignIn("known@example.com", "wrong horse 1"));
  const unknown = await refusalOf(tryToSignIn("unknown@example.com", "wrong horse 1"));
  expect([wrong.code, wrong.message, wrong.details]).toEqual([unknown.code, unknown.message, unknown.details]);
  expect(wrong.code).toBe("credentials_wrong");
});

test("an unknown address costs what a wrong password costs: one verification of the same cost", async () => {
  await signUp("borrower", "known2@example.com");
  for (const email of ["known2@example.com", "nobody@example.com"]) {
    vi.mocked(verify).mockClear();
    expect((await refusalOf(tryToSignIn(email, "wrong horse 1"))).code).toBe("credentials_wrong");
    expect(vi.mocked(verify).mock.calls).toEqual([[expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/), "wrong horse 1"]]);
  }
});

test("SQL in the address or the password opens nothing", async () => {
  const refusal = await refusalOf(tryToSignIn("x' OR 1=1 --", "x"));
  expect(refusal.code).toBe("input_invalid");
  expect((await refusalOf(tryToSignIn("ok@example.com", "' OR '1'='1"))).code).toBe("credentials_wrong");
});

test("429: after ten failures even the right password waits, and tries at the same instant count too", async () => {
  await signUp("borrower", "locked@example.com");
  const failures = await Promise.all(Array.from({ length: 12 }, () => refusalOf(tryToSignIn("locked@example.com", "wrong horse 1"))));
  expect(failures.filter((failure) => failure.code === "credentials_wrong")).toHaveLength(10);
  const refusal = await refusalOf(tryToSignIn("locked@example.com", PASSWORD));
  expect(refusal.code).toBe("rate_limited");
  expect(refusal.details.retryAfterSeconds).toBeGreaterThan(800);
  await database().update(rateLimits).set({ windowEndsAt: new Date(Date.now() - 1) });
  await expect(signedInAs("locked@example.com", PASSWORD)).resolves.toBeGreaterThan(0);
});

test("successes are not counted, and wipe the failures before them", async () => {
  await signUp("borrower", "often@example.com");
  for (let round = 0; round < 9; round += 1) await refusalOf(tryToSignIn("often@example.com", "wrong horse 1"));
  for (let round = 0; round < 4; round += 1) await signedInAs("often@example.com", PASSWORD);
  expect((await refusalOf(tryToSignIn("often@example.com", "wrong horse 1"))).code).toBe("credentials_wrong");
});

test("registering a stranger's address again neither wipes failures nor shuts the owner out", async () => {
  const { id } = await signUp("borrower", "owner@example.com");
  for (let round = 0; round < 6; round += 1) await register.execute(anonymous, { role: "depositor", fullName: "Mallory", email: "owner@example.com", password: "mallory knows 1" });
  for (let round = 0; round < 10; round += 1) {
    await refusalOf(tryToSignIn("owner@example.com", "guess 1"));
    if (round === 5) await tryToSignIn("owner@example.com", "mallory knows 1");
  }
  expect((await refusalOf(tryToSignIn("owner@example.com", PASSWORD))).code).toBe("rate_limited");
  await database().delete(rateLimits);
  expect(await signedInAs("owner@example.com", PASSWORD)).toBe(id);
});

test("an unproved address asks for its code and sends a fresh one, not at every try", async () => {
  const { userId } = await register.execute(anonymous, { role: "depositor", fullName: "Ravi", email: "new@example.com", password: PASSWORD });
  const sent = await codeFor(userId);
  expect(await tryToSignIn("new@example.com", PASSWORD)).toEqual({ status: "code_required", userId, purpose: "verify_email" });
  expect(await codeFor(userId)).toBe(sent);
  await expect(verifyCode.execute(anonymous, { userId, code: sent })).resolves.toHaveProperty("ticket");
});

test("403: a blocked login with the right password; with a wrong one it looks like any other", async () => {
  const { id } = await signUp("borrower", "blocked@example.com");
  await database().update(users).set({ blockedAt: new Date() }).where(eq(users.id, id));
  expect((await refusalOf(tryToSignIn("blocked@example.com", PASSWORD))).code).toBe("account_blocked");
  expect((await refusalOf(tryToSignIn("blocked@example.com", "wrong horse 1"))).code).toBe("credentials_wrong");
});

test("an admin needs the code from the mail as well, and five wrong ones end it", async () => {
  const { id: userId } = await hireAdmin("admin@example.com");
  expect(await tryToSignIn("admin@example.com", PASSWORD)).toEqual({ status: "code_required", userId, purpose: "sign_in" });
  const { ticket } = await confirmSignIn.execute(anonymous, { userId, code: await codeFor(userId) });
  expect((await actorOf(ticket, "admin")).id).toBe(userId);
  await tryToSignIn("admin@example.com", PASSWORD);
  const code = await codeFor(userId);
  for (let round = 0; round < 5; round += 1) await refusalOf(confirmSignIn.execute(anonymous, { userId, code: code === "000000" ? "000001" : "000000" }));
  expect((await refusalOf(confirmSignIn.execute(anonymous, { userId, code }))).code).toBe("code_expired");
});

test("a code that proves an address does not sign an admin in", async () => {
  const { id: userId } = await hireAdmin("admin2@example.com");
  await tryToSignIn("admin2@example.com", PASSWORD);
  expect((await refusalOf(verifyCode.execute(anonymous, { userId, code: await codeFor(userId) }))).code).toBe("code_expired");
});

test("of two logins with one address and password the role asked for is meant, else the newest", async () => {
  const borrower = await signUp("borrower", "two@example.com");
  const depositor = await signUp("depositor", "two@example.com");
  expect(await signedInAs("two@example.com", PASSWORD)).toBe(depositor.id);
  expect(await signedInAs("two@example.com", PASSWORD, "borrower")).toBe(borrower.id);
});
