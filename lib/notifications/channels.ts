import { mkdir, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Resend } from "resend";
import { env } from "@/lib/env";

/** A mail on its way out. `id` names it for ever: sending the same id twice must deliver once. */
export type OutgoingMail = { id: number; kind: string; recipient: string; subject: string; body: string; recordedAt: Date };

/** A way for mail to leave. Throws when the mail did not get away. */
export type Channel = { deliver: (mail: OutgoingMail) => Promise<void> };

/** Real mail when a key is set, else the local mailbox. */
export function mailChannel(): Channel {
  return env.resendApiKey ? resendChannel(env.resendApiKey) : localMailbox;
}

function resendChannel(apiKey: string): Channel {
  // Loaded at first use: most installations of the demo never need the client.
  const client: Promise<Resend> = import("resend").then((module) => new module.Resend(apiKey));
  return {
    async deliver(mail) {
      const letter = { from: env.mailFrom, to: mail.recipient, subject: mail.subject, text: mail.body };
      // The instant is part of the key, because ids begin anew in a fresh database.
      const { error } = await (await client).emails.send(letter, { idempotencyKey: `tessera-${mail.id}-${mail.recordedAt.getTime()}` });
      if (error) throw new Error(`Resend: ${error.message}`);
    },
  };
}

/** Where the local mailbox keeps its letters, one JSON file each. */
export function mailboxFolder(): string {
  return resolve(env.dataFolder, "mailbox");
}

/** Writes each mail as one file named by its id: whole or not at all, and the same file when it is sent again. */
const localMailbox: Channel = {
  async deliver(mail) {
    const folder = mailboxFolder();
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const letter = { ...mail, sentAt: new Date().toISOString() };
    const draft = join(folder, `.${mail.id}.${process.pid}.draft`);
    await writeFile(draft, JSON.stringify(letter, null, 2), { mode: 0o600 });
    await rename(draft, join(folder, `${mail.id}.json`));
  },
};
