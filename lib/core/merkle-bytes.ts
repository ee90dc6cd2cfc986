import { invariant } from "./invariant";

/** SHA-256. It comes from outside, so that the same rules run on the server and in a browser. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/**
 * A calculation that asks for one hash after the other: it yields the bytes and is given their hash. Nothing is
 * awaited in it, so it runs with a hash that answers at once as well as with a browser's, which answers later.
 */
export type Hashing<T> = Generator<Uint8Array, T, Uint8Array>;

/** Runs a calculation with a hash that answers at once. */
export function withHash<T>(steps: Hashing<T>, hash: Hash): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next(hash(step.value));
  return step.value;
}

export const HASH_BYTES = 32;

/** Lists of bytes, one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const AMOUNT_BYTES = 16;
const LOW = 2n ** 64n;
const TOO_LARGE = 2n ** 128n;

/** A whole number, zero or above, in 8 bytes, the largest first. Its length never depends on its value. */
export function unsignedBytes(value: bigint): Uint8Array {
  invariant(value >= 0n && value < LOW, "merkle: a number is not negative and fits its bytes");
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

/** Amounts without a sign, 16 bytes each, so that no sum of amounts outgrows them. */
export function amountBytes(amounts: readonly bigint[]): Uint8Array {
  const bytes = new Uint8Array(amounts.length * AMOUNT_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [at, amount] of amounts.entries()) {
    invariant(amount >= 0n && amount < TOO_LARGE, "merkle: an amount is not negative and fits its bytes");
    if (amount >= LOW) view.setBigUint64(at * AMOUNT_BYTES, amount >> 64n);
    view.setBigUint64(at * AMOUNT_BYTES + 8, amount);
  }
  return bytes;
}

/** Reads what `amountBytes` wrote. */
export function readAmounts(bytes: Uint8Array): bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / AMOUNT_BYTES }, (_, at) => (view.getBigUint64(at * AMOUNT_BYTES) << 64n) + view.getBigUint64(at * AMOUNT_BYTES + 8));
}

/** An id, a place or a count: 8 bytes. */
export const numberBytes = (value: number): Uint8Array => unsignedBytes(BigInt(value));

/** The bytes of a short text of a known length. */
export function textBytes(text: string, length: number): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  invariant(bytes.length === length, "merkle: a text that is hashed has a fixed length");
  return bytes;
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Bytes as hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += DIGITS[byte];
  return digits;
}

/** Hexadecimal digits as bytes. */
export function fromHex(digits: string): Uint8Array {
  invariant(/^([0-9a-f]{2})*$/.test(digits), "merkle: hexadecimal digits come in pairs");
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) => Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16));
}
