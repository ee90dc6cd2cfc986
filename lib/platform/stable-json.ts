import { createHash } from "node:crypto";

/**
 * JSON that keeps `bigint` exact, as `{"$bigint":"123"}`, and writes the keys of an object in order,
 * so that equal values give equal texts. Bytes are written as their SHA-256: enough to compare, too much to keep.
 */
export function toStableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
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
    const isWrapped = inner !== null && typeof inner === "object" && "$bigint" in inner && typeof inner.$bigint === "string";
    return isWrapped ? BigInt(inner.$bigint as string) : inner;
  });
}
