import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { changeSchedule } from "../change-steps";
import { restructureLoanInput } from "../schemas";
import { lockLoan } from "../store";

/** Spreads everything that is owed of a running loan, arrears included, over a new number of instalments, at a new rate. */
export const restructureLoan = defineOperation({
  name: "loans.restructure",
  input: restructureLoanInput,
  async run({ tx, actor, today }, { loanId, instalments, rate, reason }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    const change = { kind: "restructure" as const, on: today, instalmentCount: instalments, annualRatePpm: rate };
    return changeSchedule(tx, loan, { change, reason, actorId: actor.id });
  },
});
