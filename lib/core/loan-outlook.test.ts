import { expect, test } from "vitest";
import { openAccount } from "./loan-account";
import { outlookOf } from "./loan-outlook";
import { rateOfPpm } from "./rate";
import { applyRepayment, payOff } from "./repayment";

// 90.00 and 18.00 interest for the term: 18.00 on each first of February to July.
const opened = openAccount({
  ...{ principal: 9_000n, annualRate: rateOfPpm(200_000), rateBasis: "term", method: "flat" },
  ...{ interval: { unit: "month", count: 1 }, instalmentCount: 6, dayCount: "30/360", disbursedOn: "2024-01-01" },
});

test("an untouched loan has everything to come", () => {
  expect(outlookOf(opened, "2024-01-01")).toEqual({ instalmentsLeft: 6, next: { dueOn: "2024-02-01", amount: 1_800n }, lastDueOn: "2024-07-01", leftToPay: 10_800n });
});

test("what is due today or before is left to pay, and the next is the first one after today that asks for something", () => {
  expect(outlookOf(opened, "2024-02-01")).toMatchObject({ instalmentsLeft: 6, next: { dueOn: "2024-03-01" }, leftToPay: 10_800n });
  const paid = applyRepayment(opened, { amount: 4_000n, on: "2024-01-15", prepayment: "next_instalments" });
  if (!paid.ok) throw new Error("the payment fits");
  expect(outlookOf(paid.account, "2024-02-01")).toEqual({ instalmentsLeft: 4, next: { dueOn: "2024-04-01", amount: 1_400n }, lastDueOn: "2024-07-01", leftToPay: 6_800n });
});

test("of a paid loan nothing is to come", () => {
  expect(outlookOf(payOff(opened, "2024-01-15").account, "2024-01-15")).toEqual({ instalmentsLeft: 0, next: null, lastDueOn: null, leftToPay: 0n });
});
