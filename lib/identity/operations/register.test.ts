import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { outbox, users } from "@/db/schema";
import { anonymous, system } from "@/lib/core/permissions";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { PASSWORD, signUp } from "../testing";
import { register } from "./register";

const asha = { role: "borrower", fullName: "Asha Rao", email: "asha@example.com", password: PASSWORD } as const;

beforeAll(() => openInstallation("2026-03-02"));

test("200: a login is made with an unproved address and a code is on its way, hashed everywhere but in the mail", async () => {
  const { userId } = await register.execute(anonymous, { ...asha, email: " Asha@Example.COM ", phone: "+91 98765-43210" });
  const [user] = await database().select().from(users);
  expect(user).toMatchObject({ id: userId, role: "borrower", email: "asha@example.com", verifiedEmail: null, phone: "+919876543210" });
  expect(user?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const [mail] = await database().select().from(outbox);
  expect(mail).toMatchObject({ kind: "verification_code", recipient: "asha@example.com", sentAt: null });
  expect(mail?.subject).not.toMatch(/\d{6}/);
  const [logged] = await database().$client.query("SELECT input FROM audit_log WHERE operation = 'identity.register'");
  expect(JSON.stringify(logged)).not.toContain(PASSWORD);
});

test("refused: an address that is proved for the role, but the other role may have it too", async () => {
  await signUp("borrower", "taken@example.com");
  const refusal = await refusalOf(register.execute(anonymous, { ...asha, email: "TAKEN@example.com" }));
  expect(refusal.code).toBe("email_taken");
  expect(refusal.details.fields).toHaveProperty("email");
  await expect(register.execute(anonymous, { ...asha, role: "depositor", email: "taken@example.com" })).resolves.toHaveProperty("userId");
});

test.each([
  ["password", { password: "short1" }],
  ["password", { password: "12345678" }],
  ["password", { password: "only letters" }],
  ["email", { email: "nobody" }],
  ["email", { email: "víctor@example.com" }],
  ["fullName", { fullName: "   " }],
  ["phone", { phone: "call me" }],
  ["role", { role: "admin" }],
])("400: a wrong %s is named", async (field, wrong) => {
  const refusal = await refusalOf(register.execute(anonymous, { ...asha, ...wrong }));
  expect(refusal.code).toBe("input_invalid");
  expect(Object.keys(refusal.details.fields ?? {})).toEqual([field]);
});

test("the same key twice opens one login", async () => {
  const sent = { ...asha, email: "twice@example.com" };
  const first = await register.execute(anonymous, sent, { idempotencyKey: "sign-up-1" });
  expect(await register.execute(anonymous, sent, { idempotencyKey: "sign-up-1" })).toEqual(first);
  expect(await register.execute(system, sent)).not.toEqual(first);
});
