import { beforeAll, expect, test } from "vitest";
import { anonymous, system } from "@/lib/core/permissions";
import { readActor, signSessionToken } from "@/lib/platform/session";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { hireAdmin, PASSWORD, signUp } from "../testing";
import { createAdmin } from "./create-admin";
import { setBlocked } from "./set-blocked";
import { signIn } from "./sign-in";

beforeAll(() => openInstallation("2026-03-02"));

test("200: a blocked login is out at once and for good, until it is let in again", async () => {
  const admin = await hireAdmin("admin@example.com");
  const own = await signUp("depositor", "a@example.com");
  const headers = new Headers({ authorization: `Bearer ${await signSessionToken(own.sessionId ?? 0)}` });
  expect((await readActor(headers)).role).toBe("depositor");
  await setBlocked.execute(admin, { userId: own.id, blocked: true });
  expect((await readActor(headers)).role).toBe("anonymous");
  await setBlocked.execute(admin, { userId: own.id, blocked: false });
  expect((await readActor(headers)).role).toBe("anonymous");
  expect((await signIn.execute(anonymous, { email: "a@example.com", password: PASSWORD })).status).toBe("signed_in");
});

test("403: oneself, or by anybody but staff; 404: nobody", async () => {
  const admin = await hireAdmin("admin2@example.com");
  const own = await signUp("borrower", "b@example.com");
  expect((await refusalOf(setBlocked.execute(admin, { userId: admin.id, blocked: true }))).code).toBe("permission_denied");
  expect((await refusalOf(setBlocked.execute(own, { userId: admin.id, blocked: true }))).code).toBe("permission_denied");
  expect((await refusalOf(setBlocked.execute(admin, { userId: 999_999, blocked: true }))).code).toBe("not_found");
});

test("an admin is made from the command line only, with a strong password and an address of its own", async () => {
  const admin = await hireAdmin("admin3@example.com");
  expect((await refusalOf(createAdmin.execute(admin, { email: "x@example.com", password: PASSWORD }))).status).toBe(403);
  expect((await refusalOf(createAdmin.execute(system, { email: "ADMIN3@example.com", password: PASSWORD }))).code).toBe("email_taken");
  expect((await refusalOf(createAdmin.execute(system, { email: "x@example.com", password: "admin" }))).details.fields).toHaveProperty("password");
});
