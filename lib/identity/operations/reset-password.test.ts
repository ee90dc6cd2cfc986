import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { outbox } from "@/db/schema";
import { anonymous } from "@/lib/core/permissions";
import { readActor, signSessionToken } from "@/lib/platform/session";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { codeFor, PASSWORD, signUp } from "../testing";
import { register } from "./register";
import { requestPasswordReset } from "./request-password-reset";
import { resetPassword } from "./reset-password";
import { signIn } from "./sign-in";

beforeAll(() => openInstallation("2026-03-02"));

const NEW = "another horse 2";
const resetMails = async (userId: number) =>
  (await database().select({ kind: outbox.kind }).from(outbox).where(eq(outbox.userId, userId))).filter((mail) => mail.kind === "reset_code").length;

test("200: code and new password; every session ends, the old password is gone, the code works once", async () => {
  const own = await signUp("borrower", "a@example.com");
  await requestPasswordReset.execute(anonymous, { email: "A@example.com" });
  const sent = { email: "a@example.com", code: await codeFor(own.id), newPassword: NEW };
  await resetPassword.execute(anonymous, sent);
  const token = await signSessionToken(own.sessionId ?? 0);
  expect((await readActor(new Headers({ authorization: `Bearer ${token}` }))).role).toBe("anonymous");
  expect((await signIn.execute(anonymous, { email: "a@example.com", password: NEW })).status).toBe("signed_in");
  expect((await refusalOf(signIn.execute(anonymous, { email: "a@example.com", password: PASSWORD }))).code).toBe("credentials_wrong");
  expect((await refusalOf(resetPassword.execute(anonymous, sent))).code).toBe("code_refused");
});

test("the answer is the same for an unknown address, an unproved one, and a second request at once", async () => {
  const own = await signUp("borrower", "b@example.com");
  const { userId } = await register.execute(anonymous, { role: "borrower", fullName: "New", email: "new@example.com", password: PASSWORD });
  const answers = [];
  for (const email of ["b@example.com", "b@example.com", "nobody@example.com", "new@example.com"]) answers.push(await requestPasswordReset.execute(anonymous, { email }));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect([await resetMails(own.id), await resetMails(userId)]).toEqual([1, 0]);
});

test("the sixth code is refused even when it is right; a wrong one, a used one and an unknown address answer the same", async () => {
  const own = await signUp("borrower", "c@example.com");
  await requestPasswordReset.execute(anonymous, { email: "c@example.com" });
  const code = await codeFor(own.id);
  const wrong = code === "000000" ? "000001" : "000000";
  const tried = async (email: string, sent: string) => {
    const { code, details } = await refusalOf(resetPassword.execute(anonymous, { email, code: sent, newPassword: NEW }));
    return { code, details };
  };
  const unknown = await tried("nobody@example.com", code);
  expect(unknown.code).toBe("code_refused");
  for (let round = 0; round < 5; round += 1) expect(await tried("c@example.com", wrong)).toEqual(unknown);
  expect(await tried("c@example.com", code)).toEqual(unknown);
});

test("of two logins with one address the code says which password is changed", async () => {
  const borrower = await signUp("borrower", "two@example.com");
  const depositor = await signUp("depositor", "two@example.com");
  await requestPasswordReset.execute(anonymous, { email: "two@example.com" });
  await resetPassword.execute(anonymous, { email: "two@example.com", code: await codeFor(depositor.id), newPassword: NEW });
  expect(await signIn.execute(anonymous, { email: "two@example.com", password: PASSWORD })).toMatchObject({ status: "signed_in" });
  await resetPassword.execute(anonymous, { email: "two@example.com", code: await codeFor(borrower.id), newPassword: NEW });
  expect((await refusalOf(signIn.execute(anonymous, { email: "two@example.com", password: PASSWORD }))).code).toBe("credentials_wrong");
});

test("400: a weak new password is named and uses up nothing", async () => {
  const refusal = await refusalOf(resetPassword.execute(anonymous, { email: "a@example.com", code: "123456", newPassword: "weak" }));
  expect(refusal.details.fields).toHaveProperty("newPassword");
});
