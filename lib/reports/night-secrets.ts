import "server-only";
import { createHash, createHmac, randomInt } from "node:crypto";
import type { Hash } from "@/lib/core/merkle-bytes";

/** SHA-256 of the server. */
export const sha256: Hash = (bytes) => createHash("sha256").update(bytes).digest();

/**
 * Everything random of a night, made from one secret, so that a proof can be written later without a stored salt for
 * each leaf. Who knows the secret could guess figures behind hashes: it never leaves the bank, and is forgotten with
 * the positions of its night.
 */
export class NightSecrets {
  constructor(private readonly secretHex: string) {}

  /** Hides one leaf from its neighbours. */
  salt(leaf: string): Uint8Array {
    return createHmac("sha256", this.secretHex).update(`salt:${leaf}`).digest();
  }

  /** Random numbers below 2^64, by which sums are split: 8 of them. */
  draws(entry: string): bigint[] {
    const bytes = createHmac("sha512", this.secretHex).update(`split:${entry}`).digest();
    return Array.from({ length: bytes.length / 8 }, (_, at) => bytes.readBigUInt64BE(at * 8));
  }
}

/** The numbers 0 … count − 1 in random order, so that nobody's neighbours can be guessed or met again the next night. */
export function randomOrder(count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    const moved = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}
