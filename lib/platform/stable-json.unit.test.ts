import { expect, test } from "vitest";
import { fromStableJson, toStableJson } from "./stable-json";

test("amounts and instants come back as what they were, wherever they stand", () => {
  const value = { amount: 90_071_992_547_409_93n, at: new Date("2026-03-02T09:30:00.123Z"), list: [1n, new Date(0), null], inner: { at: new Date(1) }, text: "x" };
  expect(fromStableJson(toStableJson(value))).toEqual(value);
  expect(fromStableJson(toStableJson(new Date(7)))).toEqual(new Date(7));
});

test("equal values give equal texts, in whatever order their fields were named", () => {
  expect(toStableJson({ b: 1n, a: { d: 1, c: 2 } })).toBe(toStableJson({ a: { c: 2, d: 1 }, b: 1n }));
  expect(toStableJson(null)).toBe("null");
});

test("bytes are told apart without being kept", () => {
  const text = toStableJson({ file: new Uint8Array([1, 2, 3]) });
  expect(text).toMatch(/^\{"file":\{"\$sha256":"[0-9a-f]{64}"\}\}$/);
  expect(text).not.toBe(toStableJson({ file: new Uint8Array([1, 2, 4]) }));
});
