import { expect, test } from "vitest";
import { instalmentStateInWords } from "./instalment-words";

const open = { number: 1, dueOn: "2026-03-01", principal: 100n, interest: 10n, fee: 0n, penalty: 5n, principalPaid: 0n, interestPaid: 0n, feePaid: 0n, penaltyPaid: 0n };
const partlyPaid = { ...open, interestPaid: 10n };

test.each([
  [{ ...open, principal: 0n, interest: 0n, penalty: 0n }, "2026-04-01", "Nothing to pay"],
  [{ ...open, principalPaid: 100n, interestPaid: 10n, penaltyPaid: 5n }, "2026-02-01", "Paid"],
  [{ ...open, principalPaid: 100n, interestPaid: 10n }, "2026-03-02", "Overdue, partly paid"],
  [open, "2026-03-02", "Overdue"],
  [partlyPaid, "2026-03-01", "Due today"],
  [partlyPaid, "2026-02-28", "Partly paid"],
  [open, "2026-02-28", "To come"],
])("%o on %s: %s", (instalment, today, words) => {
  expect(instalmentStateInWords(instalment, today)).toBe(words);
});
