import { z } from "zod";
import type { RecoveryFacts } from "@/lib/loans/loan-events";
import { amountAnswered, amountOf, dateAnswered, idAnswered } from "./fields";

/** Money that came in for a written-off loan, and where it went. */
export const recoveryAnswered = z.object({
  recovery_id: idAnswered,
  loan_id: idAnswered,
  amount: amountAnswered,
  business_date: dateAnswered,
  reversed_on: dateAnswered.nullable().meta({ description: "When it was taken back. Whoever had a part of it keeps that, but for fees." }),
  to_advance: amountAnswered.meta({ description: "To the platform, for what funders and fund keep of recoveries that were taken back." }),
  to_funders: amountAnswered.meta({ description: "To those who funded the loan, up to their loss." }),
  to_provision_fund: amountAnswered.meta({ description: "Back to the provision fund, up to what it covered." }),
  to_platform: amountAnswered.meta({ description: "Of what the platform had advanced and lost." }),
  interest: amountAnswered.meta({ description: "Divided as the interest of a payment is." }),
  fees: amountAnswered,
  still_owed: amountAnswered.meta({ description: "By the borrower, after it." }),
});

/** A recovery as it was told when it happened: what was kept before a recovery could be taken back does not speak of that. */
type KeptRecovery = Omit<RecoveryFacts, "loan" | "toAdvance" | "reversedOn"> & Partial<Pick<RecoveryFacts, "toAdvance" | "reversedOn">>;

/** A recovery in this contract's words, read now or kept in an event or as the answer to an earlier request. */
export function answerOfRecovery(recovery: KeptRecovery): z.input<typeof recoveryAnswered> {
  const { recoveryId, loanId, amount, on, reversedOn = null, toAdvance = 0n, toFunders, toFund, toLoss, interest, fees, owed } = recovery;
  return {
    ...{ recovery_id: recoveryId, loan_id: loanId, amount: amountOf(amount), business_date: on, reversed_on: reversedOn, to_advance: amountOf(toAdvance) },
    ...{ to_funders: amountOf(toFunders), to_provision_fund: amountOf(toFund), to_platform: amountOf(toLoss) },
    ...{ interest: amountOf(interest), fees: amountOf(fees), still_owed: amountOf(owed) },
  };
}

export const recoveryExample = {
  ...{ recovery_id: 3, amount: 5000, business_date: "2026-09-14", reversed_on: null, to_advance: 0, to_funders: 5000, to_provision_fund: 0, to_platform: 0 },
  ...{ interest: 0, fees: 0 },
};
