import { expect, test } from "vitest";
import { openSealedText, sealText } from "./sealed-text";

test("what was sealed is read back, and never looks the same twice", () => {
  const [first, second] = [sealText("whsec_töp"), sealText("whsec_töp")];
  expect(openSealedText(first)).toBe("whsec_töp");
  expect(first).not.toBe(second);
  expect(first).not.toContain("whsec");
});

test("an empty text has a sealed form too", () => {
  expect(openSealedText(sealText(""))).toBe("");
});

test("a sealed text that was altered, cut or made up is refused", () => {
  const sealed = sealText("secret");
  const flipped = `${sealed.slice(0, 30)}${sealed[30] === "A" ? "B" : "A"}${sealed.slice(31)}`;
  for (const wrong of [flipped, sealed.slice(0, 20), "v1.", "", "secret"]) expect(() => openSealedText(wrong)).toThrow();
});
