/** Thrown when something that can only be a bug has happened. Never a refusal: a rule that says no returns its answer. */
export class InvariantViolation extends Error {
  override readonly name = "InvariantViolation";
}

/**
 * Asserts what must hold if the code is right.
 * @param message where and what, for whoever reads the log: "distribute: shares must add up to the repayment"
 * @throws InvariantViolation
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}
