import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { database } from "@/db/client";
import { mailboxFolder } from "./channels";
import { existsDueMail } from "./store";

const localMail = z.object({
  id: z.number(),
  kind: z.string(),
  recipient: z.string(),
  subject: z.string(),
  body: z.string(),
  sentAt: z.string(),
});

/** A letter in the local mailbox; `sentAt` is an ISO instant. */
export type LocalMail = z.infer<typeof localMail>;

/** Is there mail that should leave now? For jobs, which then run the operation. */
export function hasDueMail(): Promise<boolean> {
  return existsDueMail(database());
}

/** The local mailbox, newest first. Only a demo shows it; whoever calls asks `env.demo` first. */
export async function listLocalMail(countMax: number): Promise<LocalMail[]> {
  const ids = await listIds();
  const newest = await Promise.all(ids.slice(0, countMax).map(getLocalMail));
  return newest.filter((mail) => mail !== null);
}

/** One letter of the local mailbox, or null. */
export async function getLocalMail(id: number): Promise<LocalMail | null> {
  const text = await readFile(join(mailboxFolder(), `${id}.json`), "utf8").catch(nullWhenMissing);
  return text === null ? null : localMail.parse(JSON.parse(text));
}

/** The newest six-digit code sent to an address or a phone number, or null when the local mailbox holds none. */
export async function findLatestCode(recipient: string): Promise<string | null> {
  const wanted = plain(recipient);
  for (const id of await listIds()) {
    const mail = await getLocalMail(id);
    const code = mail && plain(mail.recipient) === wanted ? codeIn(mail) : null;
    if (code !== null) return code;
  }
  return null;
}

// An address in lower case; a phone number without the signs that only make it easier to read.
function plain(recipient: string): string {
  return recipient.includes("@") ? recipient.trim().toLowerCase() : recipient.replace(/[\s()-]/g, "");
}

/** The six-digit code that a letter carries, or null. */
export function codeIn(mail: Pick<LocalMail, "kind" | "body">): string | null {
  return mail.kind.endsWith("_code") ? (/\b(\d{6})\b/.exec(mail.body)?.[1] ?? null) : null;
}

// Ids grow with time, so the highest is the newest.
async function listIds(): Promise<number[]> {
  const names = await readdir(mailboxFolder()).catch(nullWhenMissing);
  const ids = (names ?? []).flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? []).map(Number);
  return ids.sort((left, right) => right - left);
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
