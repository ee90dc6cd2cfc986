import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { outbox } from "@/db/schema";
import { anonymous } from "@/lib/core/permissions";
import { readActor, signSessionToken } from "@/lib/platform/session";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { actorOf, PASSWORD, signUp } from "../testing";
import { changePassword } from "./change-password";
import { signIn } from "./sign-in";

beforeAll(() => openInstallation("2026-03-02"));

const NEW = "another horse 2";

async function roleBehind(sessionId: number | null) {
  return (await readActor(new Headers({ authorization: `Bearer ${await signSessionToken(sessionId ?? 0)}` }))).role;
}

test("200: the new password counts at once, other sessions end, the caller's goes on, a mail tells it", async () => {
  const other = await signUp("borrower", "a@example.com");
  const signedIn = await signIn.execute(anonymous, { email: "a@example.com", password: PASSWORD });
  const own = await actorOf(signedIn.status === "signed_in" ? signedIn.ticket : "", "borrower");
  await changePassword.execute(own, { currentPassword: PASSWORD, newPassword: NEW });
  expect([await roleBehind(own.sessionId), await roleBehind(other.sessionId)]).toEqual(["borrower", "anonymous"]);
  expect((await refusalOf(signIn.execute(anonymous, { email: "a@example.com", password: PASSWORD }))).code).toBe("credentials_wrong");
  expect((await signIn.execute(anonymous, { email: "a@example.com", password: NEW })).status).toBe("signed_in");
  const mails = await database().select({ kind: outbox.kind }).from(outbox).where(eq(outbox.userId, own.id));
  expect(mails.map((mail) => mail.kind)).toContain("password_changed");
});

test("400: a wrong current password, beside its field; after ten of them even the right one waits", async () => {
  const own = await signUp("borrower", "b@example.com");
  for (let round = 0; round < 10; round += 1) {
    const refusal = await refusalOf(changePassword.execute(own, { currentPassword: "wrong horse 1", newPassword: NEW }));
    expect(refusal.details.fields).toHaveProperty("currentPassword");
  }
  expect((await refusalOf(changePassword.execute(own, { currentPassword: PASSWORD, newPassword: NEW }))).code).toBe("rate_limited");
});

test("400: a weak new password, or the current one again", async () => {
  const own = await signUp("borrower", "c@example.com");
  for (const newPassword of ["short1", PASSWORD]) {
    const refusal = await refusalOf(changePassword.execute(own, { currentPassword: PASSWORD, newPassword }));
    expect(refusal.details.fields).toHaveProperty("newPassword");
  }
});

test("401: nobody is signed in", async () => {
  expect((await refusalOf(changePassword.execute(anonymous, { currentPassword: PASSWORD, newPassword: NEW }))).status).toBe(401);
});
