import { expect, test } from "vitest";
import { instalmentStateOn, paidOf, type ServicedInstalment } from "./loan-account";

const open: ServicedInstalment = {
  ...{ number: 1, dueOn: "2026-02-01", principal: 900n, interest: 100n, fee: 50n, penalty: 0n },
  ...{ principalPaid: 0n, interestPaid: 40n, feePaid: 50n, penaltyPaid: 0n },
};
const paid = { ...open, principalPaid: 900n, interestPaid: 100n };

test("an instalment is to come, due on its day, and overdue from the day after, however little is left", () => {
  expect(["2026-01-31", "2026-02-01", "2026-02-02"].map((on) => instalmentStateOn(open, on))).toEqual(["upcoming", "due", "overdue"]);
  expect(instalmentStateOn({ ...paid, penalty: 1n }, "2026-02-02")).toBe("overdue");
});

test("one of which nothing is left is paid, whenever it is due", () => {
  expect(["2026-01-31", "2026-02-01", "2026-02-02"].map((on) => instalmentStateOn(paid, on))).toEqual(["paid", "paid", "paid"]);
});

test("what is paid is the sum of its components", () => {
  expect([paidOf(open), paidOf(paid)]).toEqual([90n, 1_050n]);
});
