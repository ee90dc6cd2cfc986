import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Webhook } from "standardwebhooks";
import { instantNow } from "@/lib/platform/clock";
import { openSealedText, sealText } from "@/lib/platform/sealed-text";

/** The specification wants 24 to 64 random bytes. */
const SECRET_BYTES = 24;

/** After a rotation both secrets sign for so long, so that the receiver can change over without missing anything. */
const OVERLAP_MS = 24 * 60 * 60 * 1000;

const secretsSchema = z.object({ current: z.string(), previous: z.string().optional(), previousUntil: z.number().optional() });

/** A new secret: what is shown once, and what is kept. */
export function makeSecret(): { secret: string; sealed: string } {
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
  return { secret, sealed: sealText(JSON.stringify({ current: secret })) };
}

/** A new secret beside the one so far, which signs for another day; alone, where that one can no longer be read. */
export function rotateSecret(sealedSoFar: string): { secret: string; sealed: string } {
  const previous = openSecrets(sealedSoFar)?.current;
  const { secret } = makeSecret();
  return { secret, sealed: sealText(JSON.stringify({ current: secret, previous, previousUntil: instantNow().getTime() + OVERLAP_MS })) };
}

/** The `webhook-signature` of a message: one signature for each secret that is good now. Throws when none can be read. */
export function signatureOf(sealed: string, message: { id: string; sentAt: Date; body: string }): string {
  const opened = openSecrets(sealed);
  if (!opened) throw new Error("The signing secret can no longer be read. Make a new one.");
  const { current, previous, previousUntil = 0 } = opened;
  const secrets = previous !== undefined && previousUntil > message.sentAt.getTime() ? [current, previous] : [current];
  return secrets.map((secret) => new Webhook(secret).sign(message.id, message.sentAt, message.body)).join(" ");
}

/** Null when it was sealed under another session secret: an installation that changed its own cannot read it any more. */
function openSecrets(sealed: string): z.output<typeof secretsSchema> | null {
  try {
    return secretsSchema.parse(JSON.parse(openSealedText(sealed)));
  } catch {
    return null;
  }
}
