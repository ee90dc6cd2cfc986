import { bouncedAfterWriteOffEntry } from "@/lib/core/loss-entries";
import { stillOwed } from "@/lib/core/write-off";
import { formatDate } from "@/lib/format";
import { roundOf } from "@/lib/funding/closing-steps";
import { postEntry } from "@/lib/ledger/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { tellAboutDebt, writeOffOf } from "../collection-steps";
import { recordRecoveryEvent } from "../loan-events";
import { snapshotOf } from "../loan-snapshot";
import { refuseOwnLoan } from "../replay-steps";
import { reverseRecoveryInput } from "../schemas";
import { lockLoan } from "../store";
import { readRecovery, setRecoveryReversed, setWriteOff } from "../write-off-store";

/**
 * Takes back a recovery: it bounced, or was recorded by mistake. It is owed again. Funders and the fund keep what they
 * had of it; the platform has lost that until the next recoveries return it, before anybody else has a part of them.
 */
export const reverseRecovery = defineOperation({
  name: "loans.reverse-recovery",
  input: reverseRecoveryInput,
  async run({ tx, actor, today, keyId }, { recoveryId, reason }) {
    const { loanId } = (await readRecovery(tx, recoveryId)) ?? refuse("not_found");
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    const recovery = (await readRecovery(tx, recoveryId)) ?? refuse("not_found");
    await refuseOwnLoan(tx, loan, actor.id);
    if (recovery.reversed !== null) refuse("recovery_not_reversible");

    const { amount, fees, toLoss } = recovery;
    const { counters } = await roundOf(tx, loanId);
    const entryId = await postEntry(tx, bouncedAfterWriteOffEntry("recovery_reversed", { bankId: loan.bankId, lost: amount - fees, fees: { late_fee_income: fees } }), {
      ...{ businessDate: today, keyId, actorId: actor.id, loanId, roundNumber: 1, reversesEntryId: recovery.entryId },
      ...{ cumPrincipalAfter: counters.cumPrincipal, cumInterestAfter: counters.cumInterest },
    });
    await setRecoveryReversed(tx, recoveryId, { on: today, reason, entryId });
    const { advanceReturned } = await writeOffOf(tx, loan);
    await setWriteOff(tx, loanId, { advanceReturned: advanceReturned - toLoss });

    const owed = stillOwed(await writeOffOf(tx, loan)).total;
    await tellAboutDebt(tx, loan, { kind: "debt_raised", amount, paidOn: formatDate(recovery.on), reason, owed });
    const { id: _id, note: _note, reversed: _reversed, entryId: _entry, ...divided } = recovery;
    const reversed = { ...divided, recoveryId, reversedOn: today, owed, loan: await snapshotOf(tx, loanId) };
    await recordRecoveryEvent(tx, reversed);
    return reversed;
  },
});
