import { isNoLoss, lossOf, whyNotWriteOff, writtenOffCounters } from "@/lib/core/write-off";
import { writeOffEntry } from "@/lib/core/loss-entries";
import { transition } from "@/lib/core/loan";
import { lockProvisionFund, roundOf, setCounters, stopWorking } from "@/lib/funding/closing-steps";
import { postEntry } from "@/lib/ledger/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readAccount } from "../account-store";
import { closingDay, owedOn, tellAboutDebt } from "../collection-steps";
import { recordLoanEvents } from "../loan-events";
import { refuseOwnLoan } from "../replay-steps";
import { refuseUnlessActive } from "../running-loan";
import { writeOffLoanInput } from "../schemas";
import { lockLoan, setLoan } from "../store";
import { hasHeldRepayment, insertWriteOff } from "../write-off-store";

/**
 * Gives up a non-performing loan: the provision fund covers what it can, the funders' tiles bear the rest, the platform
 * its advance. The borrower goes on owing what is owed today. The schedule stays as it is, to be read.
 */
export const writeOffLoan = defineOperation({
  name: "loans.write-off",
  input: writeOffLoanInput,
  async run({ tx, actor, today, keyId }, { loanId, reason }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    await refuseOwnLoan(tx, loan, actor.id);
    refuseUnlessActive(loan);
    const problem = whyNotWriteOff(loan, today);
    if (problem !== null) refuse(problem);
    if (await hasHeldRepayment(tx, loanId)) refuse("repayment_on_its_way");

    const owed = owedOn(await readAccount(tx, loan), today);
    const { counters } = await roundOf(tx, loanId);
    await stopWorking(tx, loanId);
    const loss = lossOf(counters, { fund: await lockProvisionFund(tx), advance: loan.advance });
    const after = writtenOffCounters(counters, loss);
    const header = { businessDate: today, keyId, actorId: actor.id, loanId, roundNumber: 1, cumPrincipalAfter: after.cumPrincipal, cumInterestAfter: after.cumInterest };
    // Where only interest or fees are still asked for, nobody loses what the books have.
    const entryId = isNoLoss(loss) ? null : await postEntry(tx, writeOffEntry({ loanId, ...loss }), header);
    await setCounters(tx, loanId, after);
    const fundersWholeOn = loss.funders === 0n ? today : null;
    await insertWriteOff(tx, {
      ...{ loanId, writtenOffOn: today, outstanding: loss.outstanding, fundCover: loss.fundCover },
      // What was given up before, when the loan was closed for good and ran again, is lost with it.
      advance: loss.advance + loan.advanceLost,
      ...{ owedPrincipal: owed.principal, owedInterest: owed.interest, owedFees: owed.fees },
      ...{ reason, entryId, actorId: actor.id, fundersWholeOn },
    });
    await setLoan(tx, loanId, {
      state: transition(loan.state, "written_off"),
      ...{ receivable: 0n, funding: 0n, advance: 0n, advanceLost: 0n },
      closesForGoodOn: fundersWholeOn === null ? null : closingDay(today),
    });
    await tellAboutDebt(tx, loan, { kind: "loan_written_off", owed: owed.total });
    return { loanId, ...loss, owed: owed.total, loan: await recordLoanEvents(tx, loanId, ["loan.written_off"]) };
  },
});
