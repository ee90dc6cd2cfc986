import { addDays } from "@/lib/core/business-date";
import { roundOf } from "@/lib/funding/closing-steps";
import { personOf } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { writeOffOf } from "../collection-steps";
import { refuseOwnLoan } from "../replay-steps";
import { endCollectionInput } from "../schemas";
import { lockLoan, setLoan } from "../store";
import { setWriteOff } from "../write-off-store";

/**
 * Gives up asking for the money of a written-off loan: one member of staff asks for it, another confirms. The next close
 * of business then closes the loan for good, with the loss that its funders have by then; what comes in later is the
 * provision fund's.
 */
export const endCollection = defineOperation({
  name: "loans.end-collection",
  input: endCollectionInput,
  async run({ tx, actor, today }, { loanId, step }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    await refuseOwnLoan(tx, loan, actor.id);
    const { endAskedBy, endedOn } = await writeOffOf(tx, loan);
    if (endedOn !== null || (await roundOf(tx, loanId)).closedForGood) refuse("collection_ended");
    if (step === "ask") {
      if (endAskedBy !== null) refuse("collection_end_asked");
      await setWriteOff(tx, loanId, { endAskedOn: today, endAskedBy: actor.id });
      return { loanId, state: "asked" as const };
    }
    if (endAskedBy === null) refuse("collection_end_not_asked");
    // By person, not by login: nobody agrees with themselves.
    if ((await personOf(tx, endAskedBy)) === (await personOf(tx, actor.id))) refuse("second_person_required");
    await setWriteOff(tx, loanId, { endedOn: today, endedBy: actor.id });
    // Not before the day has ended: what comes in today is still divided among the funders.
    await setLoan(tx, loanId, { closesForGoodOn: addDays(today, 1) });
    return { loanId, state: "ended" as const };
  },
});
