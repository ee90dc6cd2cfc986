import { recoveryEntry } from "@/lib/core/loss-entries";
import { recover, stillOwed } from "@/lib/core/write-off";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/format";
import { roundOf, setCounters } from "@/lib/funding/closing-steps";
import { postEntry } from "@/lib/ledger/steps";
import { refuse } from "@/lib/platform/errors";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineOperation } from "@/lib/platform/operation";
import { closingDay, tellAboutDebt, writeOffOf } from "../collection-steps";
import { recordRecoveryEvent } from "../loan-events";
import { snapshotOf } from "../loan-snapshot";
import { refuseOwnLoan } from "../replay-steps";
import { recordRecoveryInput } from "../schemas";
import { lockLoan, setLoan } from "../store";
import { insertRecovery, setWriteOff } from "../write-off-store";

/**
 * Records money that came in for a written-off loan: to what the platform passed on from recoveries that bounced, to the
 * funders up to their loss, back to the fund, to the platform's lost advance, then as interest and fees. What is more
 * than is owed is refused.
 */
export const recordRecovery = defineOperation({
  name: "loans.record-recovery",
  input: recordRecoveryInput(env.currencyExponent),
  async run({ tx, actor, today, keyId }, { loanId, amount, note }) {
    const loan = (await lockLoan(tx, loanId)) ?? refuse("not_found");
    await refuseOwnLoan(tx, loan, actor.id);
    const writeOff = await writeOffOf(tx, loan);
    const { counters, closedForGood } = await roundOf(tx, loanId);
    const recovery = recover(amount, writeOff, { counters, isFinal: closedForGood, feePpm: loan.servicingFeePpm, fundPpm: loan.fundSharePpm });
    if (!recovery.ok) refuseTooMuch(recovery.most);

    const { parts, interest, fees, counters: after } = recovery;
    const draft = recoveryEntry({ bankId: loan.bankId, amount, parts, interest, fees: { late_fee_income: fees } });
    const header = { businessDate: today, keyId, actorId: actor.id, loanId, roundNumber: 1, cumPrincipalAfter: after.cumPrincipal, cumInterestAfter: after.cumInterest };
    const entryId = await postEntry(tx, draft, header);
    await setCounters(tx, loanId, after);
    const divided = { ...parts, interest: interest.gross, fees };
    const recoveryId = await insertRecovery(tx, loanId, { amount, on: today, ...divided, note, entryId, actorId: actor.id });
    const isWhole = writeOff.fundersWholeOn === null && after.cumPrincipal === after.total;
    await setWriteOff(tx, loanId, {
      fundReturned: writeOff.fundReturned + parts.toFund,
      advanceReturned: writeOff.advanceReturned + parts.toLoss,
      ...(isWhole ? { fundersWholeOn: today } : {}),
    });
    // Once collection has ended it closes at the next close of business, whoever is whole by then.
    if (isWhole && writeOff.endedOn === null) await setLoan(tx, loanId, { closesForGoodOn: closingDay(today) });

    const owed = stillOwed(writeOff).total - amount;
    await tellAboutDebt(tx, loan, { kind: "recovery_recorded", amount, owed });
    const recorded = { recoveryId, loanId, amount, on: today, reversedOn: null, ...divided, owed, loan: await snapshotOf(tx, loanId) };
    await recordRecoveryEvent(tx, recorded);
    return recorded;
  },
});

function refuseTooMuch(most: bigint): never {
  if (most === 0n) refuse("nothing_to_recover");
  refuse("recovery_exceeds_owed", { fields: { amount: `Record at most ${formatMoney(most, moneyFormat)}: more is not owed.` } });
}
