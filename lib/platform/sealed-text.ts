import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/* Texts that must be read back and must not lie open in the database: AES-256-GCM, IV and tag before the text. */

const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1.";

// A key of its own, so that what is sealed here can never pass for a token signed with the same secret.
function sealingKey(): Buffer {
  return Buffer.from(hkdfSync("sha256", env.sessionSecret, "", "tessera: sealed text v1", 32));
}

/** Encrypts a text; the same text gives another result each time. */
export function sealText(text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(), iv);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return VERSION + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Reads what `sealText` wrote. Throws when it was altered, or sealed under another secret. */
export function openSealedText(sealed: string): string {
  if (!sealed.startsWith(VERSION)) throw new Error("This is no sealed text.");
  const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(), bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}
