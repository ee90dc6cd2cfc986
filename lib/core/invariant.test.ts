import { expect, test } from "vitest";
import { invariant, InvariantViolation } from "./invariant";

test("what holds passes, what does not is a bug with its message", () => {
  expect(() => invariant(1 + 1 === 2, "sums")).not.toThrow();
  expect(() => invariant(null, "distribute: shares must add up")).toThrow(new InvariantViolation("distribute: shares must add up"));
});

test("a violation is told from other errors by its class and its name", () => {
  const violation = new InvariantViolation("here");
  expect(violation).toBeInstanceOf(Error);
  expect(violation.name).toBe("InvariantViolation");
});
