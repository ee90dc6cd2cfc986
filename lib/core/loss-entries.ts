import { credit, debit, entry, feeLines, move, positive, type FeeAmounts } from "./entry-lines";
import { invariant } from "./invariant";
import type { JournalEntryDraft } from "./ledger";
import type { Money } from "./money";

/* Entries of a loan that is given up, or closed with an advance left. Amounts are minor units. */

/**
 * Write-off, o = T − cum_principal, the fund covers r = min(fund, o), advance left a: Dr funding o, provision fund r,
 * loss a; Cr receivable o, distributable r, advance a. The funders' loss o − r needs no posting: it is their tiles
 * less their entitlements.
 */
export function writeOffEntry(loan: {
  readonly loanId: number;
  readonly outstanding: Money;
  readonly fundCover: Money;
  readonly advance: Money;
}): JournalEntryDraft {
  const { loanId, outstanding, fundCover, advance } = loan;
  invariant(
    fundCover >= 0n && fundCover <= outstanding && advance >= 0n,
    "write_off: the fund covers at most what is outstanding",
  );
  return entry("write_off", [
    debit("funding", loanId, outstanding),
    debit("provision_fund", 0, fundCover),
    debit("loss", 0, advance),
    credit("loan_receivable", loanId, outstanding),
    credit("distributable", 0, fundCover),
    credit("advance", loanId, advance),
  ]);
}

/**
 * Recovery y after a write-off, parts from `splitRecovery`: Dr cash y; Cr loss y0, distributable y1, provision fund y2,
 * loss y3, and the rest as interest, then fees, by the payment row. No receivable is left to credit.
 */
export function recoveryEntry(recovery: {
  readonly bankId: number;
  readonly amount: Money;
  readonly parts: { readonly toAdvance: Money; readonly toFunders: Money; readonly toFund: Money; readonly toLoss: Money };
  readonly interest: { readonly net: Money; readonly fund: Money; readonly margin: Money };
  readonly fees: FeeAmounts;
}): JournalEntryDraft {
  const { parts, interest } = recovery;
  return entry("recovery", [
    debit("cash", 0, positive(recovery.amount, "recovery")),
    credit("distributable", 0, parts.toFunders + interest.net),
    credit("provision_fund", 0, parts.toFund + interest.fund),
    credit("loss", 0, parts.toAdvance + parts.toLoss),
    credit("servicing_fee_income", 0, interest.margin),
    ...feeLines(recovery.bankId, recovery.fees),
  ]);
}

/**
 * Money x of a written-off loan has bounced: a payment that was posted before the write-off, or a recovery. Its fees f
 * go back, and what funders and the fund keep of the rest is lost at once: Dr loss x − f, fees f; Cr cash x. The
 * servicing fee stays: taken out of the platform's income it would be in the platform's loss.
 * @param bounced.lost all of it but fees
 */
export function bouncedAfterWriteOffEntry(
  kind: "repayment_reversed" | "recovery_reversed",
  { bankId, lost, fees }: { readonly bankId: number; readonly lost: Money; readonly fees: FeeAmounts },
): JournalEntryDraft {
  const takenBack = feeLines(bankId, fees).map(({ account, ownerId, amount }) => debit(account, ownerId, -amount));
  const amount = takenBack.reduce((sum, line) => sum + line.amount, lost);
  return entry(kind, [debit("loss", 0, lost), ...takenBack, credit("cash", 0, positive(amount, kind))]);
}

/** Loan paid off with an advance left a: Dr loss a; Cr advance a. */
export function advanceLostEntry({ loanId, amount }: { readonly loanId: number; readonly amount: Money }): JournalEntryDraft {
  return move("advance_lost", amount, { debited: ["loss", 0], credited: ["advance", loanId] });
}
