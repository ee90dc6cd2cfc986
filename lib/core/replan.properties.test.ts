import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "./business-date";
import { anyLoan } from "./fixtures/arbitrary-loans";
import { openAccount } from "./loan-account";
import { divide, minMoney, sumMoney } from "./money";
import { prepaymentChoices } from "./prepayment";
import { applyRepayment, payoff } from "./repayment";
import { replan, type ScheduleChange } from "./replan";

const anyChange: fc.Arbitrary<ScheduleChange> = fc.oneof(
  // At a rate of 0 nothing hides what is charged twice.
  fc.record({ kind: fc.constant("restructure"), on: fc.constant(""), instalmentCount: fc.integer({ min: 1, max: 20 }), annualRatePpm: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400_000 })) }),
  fc.record({ kind: fc.constant("holiday"), on: fc.constant(""), instalments: fc.integer({ min: 1, max: 4 }), interest: fc.constantFrom("accrues", "waived") }),
);

test("what closes a loan is the same before and after its schedule is changed, also where it was paid on the same day", () => {
  fc.assert(
    fc.property(
      anyLoan,
      fc.record({ daysOld: fc.integer({ min: 0, max: 400 }), sharePpm: fc.integer({ min: 0, max: 900_000 }), prepayment: fc.constantFrom(...prepaymentChoices) }),
      anyChange,
      (terms, { daysOld, sharePpm, prepayment }, change) => {
        const on = addDays(terms.disbursedOn, daysOld);
        const opened = openAccount(terms);
        const limit = payoff(opened, on).total;
        const amount = minMoney(limit, divide(limit * BigInt(sharePpm), 1_000_000n, "up"));
        const paid = amount === 0n ? null : applyRepayment(opened, { amount, on, prepayment });
        const before = paid?.ok ? paid.account : opened;
        const after = replan(before, { ...change, on });
        expect(payoff(after, on).total).toBe(limit - amount);
        expect(sumMoney(after.instalments.map((each) => each.principal))).toBe(terms.principal);
        expect(after.instalments.every((each, place) => each.number === place + 1 && each.principal >= each.principalPaid && each.interest >= each.interestPaid)).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});
