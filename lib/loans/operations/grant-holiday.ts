import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { changeSchedule } from "../change-steps";
import { grantHolidayInput } from "../schemas";
import { lockLoan } from "../store";

/** Puts off the next instalments of a running loan, with interest going on or waived for that time. */
export const grantHoliday = defineOperation({
  name: "loans.grant-holiday",
  input: grantHolidayInput,
  async run({ tx, actor, today }, { loanId, instalments, interest, reason }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    return changeSchedule(tx, loan, { change: { kind: "holiday", on: today, instalments, interest }, reason, actorId: actor.id });
  },
});
