import { expect, test } from "vitest";
import { isSamePhone, phoneNumberIn } from "./phone-numbers";

test.each([
  ["+91 98765 43210", "+919876543210"],
  ["(020) 555-0101", "0205550101"],
  ["020.555.0101", "0205550101"],
])("%j is the number %j", (written, number) => expect(phoneNumberIn(written)).toBe(number));

test.each([[null], [""], ["-"], ["12345"], ["1".repeat(16)], ["a@victim.io"], ["123456@7"], ["+12+3456"], ["٠١٢٣٤٥٦"]])("%j is no number", (written) =>
  expect(phoneNumberIn(written)).toBeNull());

test("one number in two ways of writing is the same phone; what is no number is itself only", () => {
  expect([isSamePhone("+91 98765-43210", "+919876543210"), isSamePhone(null, null), isSamePhone("12", "12")]).toEqual([true, true, true]);
  expect([isSamePhone("9876543210", "9876543211"), isSamePhone("12", null), isSamePhone("12", "1 2")]).toEqual([false, false, false]);
});
