import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

/** Six random digits. */
export function makeCode(): string {
  return randomInt(0, 1_000_000).toString().padStart(6, "0");
}

/** What a code is for: it counts for this user and this purpose only. */
export type CodeScope = { userId: number; purpose: string };

/** Keyed, because a million codes are guessed back from a bare hash in a second. */
export function hashCode({ userId, purpose }: CodeScope, code: string): string {
  return createHmac("sha256", env.sessionSecret).update(`code:${purpose}:${userId}:${code}`).digest("hex");
}

/** Compares in a time that does not tell how many digits fit. */
export function isCodeRight(scope: CodeScope, code: string, codeHash: string): boolean {
  return timingSafeEqual(Buffer.from(hashCode(scope, code), "hex"), Buffer.from(codeHash, "hex"));
}

/** A single-use ticket for a sign-in: 256 random bits. */
export function makeTicket(): string {
  return randomBytes(32).toString("base64url");
}

/** A ticket is random enough for a bare hash. */
export function hashTicket(ticket: string): string {
  return createHash("sha256").update(ticket).digest("hex");
}
