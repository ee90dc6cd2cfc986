import { createHash } from "node:crypto";

/**
 * JSON that keeps `bigint` and `Date` what they are, as `{"$bigint":"123"}` and `{"$date":"…"}`, and writes the keys of
 * an object in order, so that equal values give equal texts. Bytes are written as their SHA-256: enough to compare,
 * too much to keep.
 */
export function toStableJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, inner: unknown) {
    // A date has become text by the time it arrives here; where it came from it is still itself.
    const own = this[key];
    if (own instanceof Date) return { $date: own.toISOString() };
    if (typeof inner === "bigint") return { $bigint: inner.toString() };
    if (inner instanceof Uint8Array) return { $sha256: createHash("sha256").update(inner).digest("hex") };
    if (inner !== null && typeof inner === "object" && !Array.isArray(inner)) {
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return inner;
  });
}

/** Reads what `toStableJson` wrote. */
export function fromStableJson(text: string): unknown {
  return JSON.parse(text, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== "object") return inner;
    if ("$bigint" in inner && typeof inner.$bigint === "string") return BigInt(inner.$bigint);
    if ("$date" in inner && typeof inner.$date === "string") return new Date(inner.$date);
    return inner;
  });
}
