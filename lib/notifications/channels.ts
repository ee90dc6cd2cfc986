import { mkdir, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Resend } from "resend";
import { env } from "@/lib/env";

/** A mail or text message on its way out. `id` names it for ever: sending the same id twice must deliver once. */
export type OutgoingMail = { id: number; kind: string; recipient: string; subject: string; body: string; recordedAt: Date };

/** A way for messages to leave. Throws when the message did not get away. */
export type Channel = { deliver: (mail: OutgoingMail) => Promise<void> };

/** Mail to an address, a text message to a phone number: for real where a service is set, else into the local mailbox. */
export function channelTo(recipient: string): Channel {
  if (recipient.includes("@")) return env.resendApiKey ? resendChannel(env.resendApiKey) : localMailbox;
  return env.twilio ? twilioChannel(env.twilio) : localMailbox;
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

/** Longer than this no service is waited for: the outbox row is locked meanwhile. */
const TEXT_TIMEOUT_MILLISECONDS = 10_000;

/**
 * Text messages by Twilio's Messages API. It knows no idempotency key: a crash between sending and the commit sends
 * the same text twice, which does no harm.
 */
export function twilioChannel({ accountSid, authToken, from }: NonNullable<typeof env.twilio>, service = "https://api.twilio.com"): Channel {
  return {
    async deliver({ recipient, body }) {
      const response = await fetch(`${service}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}` },
        body: new URLSearchParams({ To: recipient, From: from, Body: body }),
        signal: AbortSignal.timeout(TEXT_TIMEOUT_MILLISECONDS),
      });
      if (!response.ok) throw new Error(`Twilio: ${response.status} ${(await response.text()).slice(0, 200)}`);
    },
  };
}

/** Where the local mailbox keeps its letters, one JSON file each. */
export function mailboxFolder(): string {
  return resolve(env.dataFolder, "mailbox");
}

/** Writes each message as one file named by its id: whole or not at all, and the same file when it is sent again. */
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
