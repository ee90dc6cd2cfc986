import { expect, test } from "vitest";
import { sumComponents, type Components, type ServicedInstalment } from "./loan-account";
import { withoutPaid } from "./payment-taken-out";

const nothing = { principal: 0n, interest: 0n, fee: 0n, penalty: 0n };

function instalment(number: number, paid: Partial<Components>): ServicedInstalment {
  const { principal: principalPaid, interest: interestPaid, fee: feePaid, penalty: penaltyPaid } = { ...nothing, ...paid };
  return { number, dueOn: `2026-0${number + 1}-01`, principal: 900n, interest: 100n, fee: 50n, penalty: 0n, principalPaid, interestPaid, feePaid, penaltyPaid };
}

const instalments = [instalment(1, { principal: 900n, interest: 100n, fee: 50n }), instalment(2, { principal: 400n, interest: 100n, fee: 50n }), instalment(3, {})];

test("what a payment had paid is unpaid again in the newest instalments: the others fill the oldest", () => {
  const left = withoutPaid(instalments, { ...nothing, principal: 500n, interest: 150n, fee: 50n });
  expect(left).toEqual([instalment(1, { principal: 800n, interest: 50n, fee: 50n }), instalment(2, {}), instalment(3, {})]);
});

test("all that was paid can be taken out, and not a unit more", () => {
  const paid = { ...nothing, principal: 1_300n, interest: 200n, fee: 100n };
  expect(withoutPaid(instalments, paid)).toEqual([instalment(1, {}), instalment(2, {}), instalment(3, {})]);
  expect(withoutPaid(instalments, nothing)).toEqual(instalments);
  for (const part of ["principal", "interest", "fee", "penalty"] as const) {
    expect(() => withoutPaid(instalments, sumComponents([paid, { ...nothing, [part]: 1n }]))).toThrow("instalments have all that a payment paid");
  }
});
