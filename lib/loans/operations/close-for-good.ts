import { z } from "zod";
import { invariant } from "@/lib/core/invariant";
import { advanceLostEntry } from "@/lib/core/loss-entries";
import { closeRoundForGood, roundOf } from "@/lib/funding/closing-steps";
import { postEntry } from "@/lib/ledger/steps";
import { leftOutInput } from "@/lib/platform/field-schemas";
import { defineOperation } from "@/lib/platform/operation";
import { lockLoan, setLoan } from "../store";
import { lockNextToClose } from "../write-off-store";

/**
 * Closes one loan for good whose day has come: what is left of an advance is lost, every tile gets its last unit, and
 * nothing of the loan stays to be passed on. One loan a transaction, so that nobody waits long, however many there are.
 * @param input.except loans that failed, so that the others have their turn
 * @returns the loan, null when none was left, and how many tiles were closed
 */
export const closeForGood = defineOperation({
  name: "loans.close-for-good",
  input: z.object({ except: leftOutInput }),
  async run({ tx, actor, today, keyId }, { except }) {
    const loanId = await lockNextToClose(tx, today, except);
    const loan = loanId === null ? null : await lockLoan(tx, loanId);
    if (loan === null) return { loanId: null, tiles: 0 };
    invariant(loan.state === "closed" || loan.state === "written_off", "closing: only a loan that has ended is closed for good");
    const entry = { businessDate: today, keyId, actorId: actor.id };
    // It was kept while a payment could still bounce, so that the bounce and the advance meet; now nobody refills it.
    if (loan.advance > 0n) await postEntry(tx, advanceLostEntry({ loanId: loan.id, amount: loan.advance }), { ...entry, loanId: loan.id, roundNumber: 1 });
    // One that ran again after it was closed for good has had its last units.
    const { closedForGood } = await roundOf(tx, loan.id);
    const tiles = closedForGood ? 0 : await closeRoundForGood(tx, { loanId: loan.id, isLost: loan.state === "written_off" }, entry);
    await setLoan(tx, loan.id, { advance: 0n, advanceLost: loan.advanceLost + loan.advance, closesForGoodOn: null });
    return { loanId: loan.id, tiles };
  },
});
