import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { database } from "@/db/client";
import { outbox } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { anonymous, system } from "@/lib/core/permissions";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { mailboxFolder } from "../channels";
import { findLatestCode, getLocalMail, hasDueMail, listLocalMail } from "../queries";
import { notify, textCode } from "../steps";
import { sendOutbox } from "./send-outbox";

const recipient = { userId: 1, email: "asha@example.com", fullName: "Asha Rao" };

const sendCodeMail = (code: string, email = recipient.email) =>
  withTransaction((tx) => notify(tx, { kind: "verification_code", recipient: { ...recipient, email }, params: { code, minutes: 10 } }));

beforeEach(async () => {
  await openInstallation("2026-03-02");
  await database().delete(outbox);
  await rm(mailboxFolder(), { recursive: true, force: true });
});

afterEach(() => void vi.useRealTimers());

test("200: due mail arrives in the local mailbox, newest first, and its text is erased from the outbox", async () => {
  await sendCodeMail("111111");
  await sendCodeMail("222222");
  expect(await hasDueMail()).toBe(true);
  expect(await sendOutbox.execute(system, {})).toEqual({ sent: 2, failed: 0 });
  expect(await hasDueMail()).toBe(false);
  const mails = await listLocalMail(10);
  expect(mails.map((mail) => /\d{6}/.exec(mail.body)?.[0])).toEqual(["222222", "111111"]);
  expect(mails[0]?.body).toMatch(/^Hello Asha Rao,/);
  expect(await getLocalMail(mails[0]?.id ?? 0)).toEqual(mails[0]);
  const rows = await database().select({ body: outbox.body, sentAt: outbox.sentAt }).from(outbox);
  expect(rows.every((row) => row.body === null && row.sentAt !== null)).toBe(true);
});

test("two senders at the same instant send each mail once", async () => {
  for (let count = 0; count < 6; count += 1) await sendCodeMail("123456");
  const counts = await Promise.all([sendOutbox.execute(system, {}), sendOutbox.execute(system, {})]);
  expect(counts.reduce((sum, count) => sum + count.sent, 0)).toBe(6);
  expect(await readdir(mailboxFolder())).toHaveLength(6);
});

test("a mail that cannot leave is tried again after fifteen seconds and keeps its text", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  // A file where the folder should be: nothing can be written there.
  await mkdir(dirname(mailboxFolder()), { recursive: true });
  await writeFile(mailboxFolder(), "");
  await sendCodeMail("123456");
  expect(await sendOutbox.execute(system, {})).toEqual({ sent: 0, failed: 1 });
  expect(await sendOutbox.execute(system, {})).toEqual({ sent: 0, failed: 0 });
  const [row] = await database().select().from(outbox);
  expect(row).toMatchObject({ attempts: 1, sentAt: null });
  expect(row?.body).toContain("123456");
  await rm(mailboxFolder());
  vi.setSystemTime(Date.now() + 14_999);
  expect(await hasDueMail()).toBe(false);
  vi.setSystemTime(Date.now() + 1);
  expect(await sendOutbox.execute(system, {})).toEqual({ sent: 1, failed: 0 });
});

test("a mail leaves only if what caused it was committed", async () => {
  const failed = withTransaction(async (tx) => {
    await notify(tx, { kind: "password_changed", recipient, params: {} });
    throw new Error("changed my mind");
  });
  await expect(failed).rejects.toThrow("changed my mind");
  expect(await hasDueMail()).toBe(false);
});

test("the newest code of an address is found, whatever came after it", async () => {
  await sendCodeMail("111111");
  await sendCodeMail("222222");
  await sendCodeMail("333333", "other@example.com");
  await withTransaction((tx) => notify(tx, { kind: "deposit_confirmed", recipient, params: { amount: "₹ 654321" } }));
  await sendOutbox.execute(system, {});
  expect(await findLatestCode(" Asha@example.com")).toBe("222222");
  expect(await findLatestCode("nobody@example.com")).toBeNull();
});

test("a code by text message lands in the local mailbox too, and is found by the number, however it is written", async () => {
  await withTransaction((tx) => textCode(tx, { userId: 1, phone: "+919876543210" }, { code: "444444", minutes: 10 }));
  await sendCodeMail("111111");
  expect(await sendOutbox.execute(system, {})).toEqual({ sent: 2, failed: 0 });
  expect(await findLatestCode("+91 98765-43210")).toBe("444444");
  expect(await findLatestCode("9876543210")).toBeNull();
});

test("403: nobody but the bank itself sends", async () => {
  expect((await refusalOf(sendOutbox.execute(anonymous, {}))).status).toBe(401);
});
