import type { AccountCode } from "./chart-of-accounts";
import type { CounterDeltas } from "./distribution";
import { invariant } from "./invariant";
import { assertBalanced, compactPostings, type EntryKind, type JournalEntryDraft, type Posting } from "./ledger";
import { minMoney, sumMoney, type Money } from "./money";

/* One function per event of the bank. Amounts are minor units and above zero unless said; every entry is balanced. */

export type DepositorAmount = { readonly depositorId: number; readonly amount: Money };
export type BankAmount = { readonly bankId: number; readonly amount: Money };

/** How a loan is paid for: depositors' tiles, and the part that the product's bank keeps itself (0 = none). */
export type FundingParts = { readonly bankId: number; readonly tiles: readonly DepositorAmount[]; readonly bankTile: Money };

/** Fees of one event by the bank's income account. A penalty for lateness is a late fee. Negative when taken back. */
export type FeeAmounts = Partial<Record<"origination_fee_income" | "late_fee_income" | "pre_closure_fee_income", Money>>;

/**
 * Depositor invests a, when the rail confirms: Dr cash a; Cr available a. What an earlier deposit that bounced left
 * due is covered first, w = min(a, due): Cr due from depositor w, available a − w.
 */
export function depositInvestedEntry({ depositorId, amount, due }: DepositorAmount & { readonly due: Money }): JournalEntryDraft {
  invariant(due >= 0n, "deposit_invested: what is due cannot be negative");
  const covered = minMoney(amount, due);
  return entry("deposit_invested", [
    debit("cash", 0, positive(amount, "deposit_invested")),
    credit("due_from_depositor", depositorId, covered),
    credit("depositor_available", depositorId, amount - covered),
  ]);
}

/** That deposit bounces, b = min(a, available): Dr available b, due from depositor a − b; Cr cash a. */
export function depositBouncedEntry({
  depositorId,
  amount,
  available,
}: DepositorAmount & { readonly available: Money }): JournalEntryDraft {
  invariant(available >= 0n, "deposit_bounced: available money cannot be negative");
  const stillThere = minMoney(amount, available);
  return entry("deposit_bounced", [
    debit("depositor_available", depositorId, stillThere),
    debit("due_from_depositor", depositorId, amount - stillThere),
    credit("cash", 0, positive(amount, "deposit_bounced")),
  ]);
}

/** Withdrawal requested: Dr available; Cr reserved. */
export function withdrawalRequestedEntry({ depositorId, amount }: DepositorAmount): JournalEntryDraft {
  return move("withdrawal_requested", amount, {
    debited: ["depositor_available", depositorId],
    credited: ["depositor_reserved", depositorId],
  });
}

/** Withdrawal paid: Dr reserved; Cr cash. */
export function withdrawalPaidEntry({ depositorId, amount }: DepositorAmount): JournalEntryDraft {
  return move("withdrawal_paid", amount, { debited: ["depositor_reserved", depositorId], credited: ["cash", 0] });
}

/** Withdrawal refused: Dr reserved; Cr available. */
export function withdrawalRefusedEntry({ depositorId, amount }: DepositorAmount): JournalEntryDraft {
  return move("withdrawal_refused", amount, {
    debited: ["depositor_reserved", depositorId],
    credited: ["depositor_available", depositorId],
  });
}

/** A paid withdrawal bounced: Dr cash; Cr available. */
export function withdrawalBouncedEntry({ depositorId, amount }: DepositorAmount): JournalEntryDraft {
  return move("withdrawal_bounced", amount, { debited: ["cash", 0], credited: ["depositor_available", depositorId] });
}

/** Bank puts money in: Dr cash; Cr bank available. */
export function bankCapitalPaidInEntry({ bankId, amount }: BankAmount): JournalEntryDraft {
  return move("bank_capital_paid_in", amount, { debited: ["cash", 0], credited: ["bank_available", bankId] });
}

/** Bank takes money out: Dr bank available; Cr cash. */
export function bankCapitalTakenOutEntry({ bankId, amount }: BankAmount): JournalEntryDraft {
  return move("bank_capital_taken_out", amount, { debited: ["bank_available", bankId], credited: ["cash", 0] });
}

/** Reserve for an approved loan: Dr available q_i, bank available B; Cr committed of each. */
export function loanReservedEntry(parts: FundingParts): JournalEntryDraft {
  return entry("loan_reserved", [...takenFrom("available", parts), ...givenBackTo("committed", parts)]);
}

/** Release of a reservation: Dr committed of each; Cr available q_i, bank available B. */
export function loanReservationReleasedEntry(parts: FundingParts): JournalEntryDraft {
  return entry("loan_reservation_released", [...takenFrom("committed", parts), ...givenBackTo("available", parts)]);
}

/**
 * Disburse P = Σ q_i + B, origination fee φ withheld: Dr receivable P, available or committed q_i and B;
 * Cr funding P, cash P − φ, origination fee φ.
 * @param loan.fundedFrom committed when the money was reserved at approval
 */
export function loanDisbursedEntry(
  loan: FundingParts & {
    readonly loanId: number;
    readonly fundedFrom: "available" | "committed";
    readonly originationFee: Money;
  },
): JournalEntryDraft {
  const principal = principalOf(loan);
  invariant(
    loan.originationFee >= 0n && loan.originationFee < principal,
    "loan_disbursed: the fee lies between 0 and the principal",
  );
  return entry("loan_disbursed", [
    debit("loan_receivable", loan.loanId, principal),
    ...takenFrom(loan.fundedFrom, loan),
    credit("funding", loan.loanId, principal),
    credit("cash", 0, principal - loan.originationFee),
    credit("origination_fee_income", loan.bankId, loan.originationFee),
  ]);
}

/**
 * Disbursement undone (the rail bounced it, nothing is paid yet): Dr funding P, cash P − φ, origination fee φ;
 * Cr receivable P, available q_i, bank available B. The money is free again, also when it had been committed.
 */
export function disbursementUndoneEntry(
  loan: FundingParts & { readonly loanId: number; readonly originationFee: Money },
): JournalEntryDraft {
  const principal = principalOf(loan);
  return entry("disbursement_undone", [
    debit("funding", loan.loanId, principal),
    debit("cash", 0, principal - loan.originationFee),
    debit("origination_fee_income", loan.bankId, loan.originationFee),
    credit("loan_receivable", loan.loanId, principal),
    ...givenBackTo("available", loan),
  ]);
}

/**
 * The one row for payment, reversal, backdating and replay; the loan's payments change by Δx (reversal Δx < 0):
 * Dr cash Δx, funding Δcum_principal, advance Δadvance; Cr receivable Δcum_principal,
 * distributable Δcum_principal + Δcum_interest, provision fund Δcum_fund, servicing fee Δmargin, fees and penalties ΔF.
 * Paid from waiting money, available takes the place of cash.
 * @param payment.amount Δx; 0 when only the order of payments changed
 * @param payment.deltas from `advanceCounters`, summed over the loan's rounds
 */
export function repaymentEntry(payment: {
  readonly loanId: number;
  readonly bankId: number;
  readonly amount: Money;
  readonly source: "cash" | { readonly depositorId: number };
  readonly deltas: CounterDeltas;
  readonly fees: FeeAmounts;
}): JournalEntryDraft {
  const { loanId, amount, source, deltas } = payment;
  invariant(
    deltas.principal >= 0n && deltas.interest >= 0n && deltas.fund >= 0n,
    "repayment: nothing is taken back from funders or the fund",
  );
  return entry(repaymentKind(amount), [
    source === "cash" ? debit("cash", 0, amount) : debit("depositor_available", source.depositorId, amount),
    debit("funding", loanId, deltas.principal),
    debit("advance", loanId, deltas.advance),
    credit("loan_receivable", loanId, deltas.principal),
    credit("distributable", 0, deltas.principal + deltas.interest),
    credit("provision_fund", 0, deltas.fund),
    credit("servicing_fee_income", 0, deltas.margin),
    ...feeLines(payment.bankId, payment.fees),
  ]);
}

/**
 * Settlement x of a depositor, w = min(x, due): Dr distributable x; Cr due from depositor w, available x − w.
 * Many depositors settle in one entry; a bank's tile settles into the bank's available money.
 */
export function settlementEntry(
  depositors: readonly (DepositorAmount & { readonly due: Money })[],
  banks: readonly BankAmount[] = [],
): JournalEntryDraft {
  const settled = [...depositors, ...banks].map(({ amount }) => positive(amount, "settlement"));
  return entry("settlement", [
    debit("distributable", 0, sumMoney(settled)),
    ...depositors.flatMap(({ depositorId, amount, due }) => {
      invariant(due >= 0n, "settlement: what is due cannot be negative");
      const withheld = minMoney(amount, due);
      return [credit("due_from_depositor", depositorId, withheld), credit("depositor_available", depositorId, amount - withheld)];
    }),
    ...banks.map(({ bankId, amount }) => credit("bank_available", bankId, amount)),
  ]);
}

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
 * Recovery y after a write-off, parts from `splitRecovery`: Dr cash y; Cr distributable y1, provision fund y2,
 * loss y3, and the rest as interest, then fees, by the payment row. No receivable is left to credit.
 */
export function recoveryEntry(recovery: {
  readonly bankId: number;
  readonly amount: Money;
  readonly parts: { readonly toFunders: Money; readonly toFund: Money; readonly toLoss: Money };
  readonly interest: { readonly net: Money; readonly fund: Money; readonly margin: Money };
  readonly fees: FeeAmounts;
}): JournalEntryDraft {
  const { parts, interest } = recovery;
  return entry("recovery", [
    debit("cash", 0, positive(recovery.amount, "recovery")),
    credit("distributable", 0, parts.toFunders + interest.net),
    credit("provision_fund", 0, parts.toFund + interest.fund),
    credit("loss", 0, parts.toLoss),
    credit("servicing_fee_income", 0, interest.margin),
    ...feeLines(recovery.bankId, recovery.fees),
  ]);
}

/** Loan paid off with an advance left a: Dr loss a; Cr advance a. */
export function advanceLostEntry({ loanId, amount }: { readonly loanId: number; readonly amount: Money }): JournalEntryDraft {
  return move("advance_lost", amount, { debited: ["loss", 0], credited: ["advance", loanId] });
}

function repaymentKind(amount: Money): EntryKind {
  if (amount === 0n) return "repayments_replayed";
  return amount > 0n ? "repayment" : "repayment_reversed";
}

function principalOf({ tiles, bankTile }: FundingParts): Money {
  return sumMoney(tiles.map(({ amount }) => amount)) + bankTile;
}

function takenFrom(pot: "available" | "committed", { bankId, tiles, bankTile }: FundingParts): Posting[] {
  invariant(bankTile >= 0n, "funding: the bank's tile cannot be negative");
  return [
    ...tiles.map(({ depositorId, amount }) => debit(`depositor_${pot}`, depositorId, positive(amount, "funding"))),
    debit(`bank_${pot}`, bankId, bankTile),
  ];
}

function givenBackTo(pot: "available" | "committed", parts: FundingParts): Posting[] {
  return takenFrom(pot, parts).map((posting) => ({ ...posting, amount: -posting.amount }));
}

function feeLines(bankId: number, fees: FeeAmounts): Posting[] {
  return [
    credit("origination_fee_income", bankId, fees.origination_fee_income ?? 0n),
    credit("late_fee_income", bankId, fees.late_fee_income ?? 0n),
    credit("pre_closure_fee_income", bankId, fees.pre_closure_fee_income ?? 0n),
  ];
}

type OwnedAccount = readonly [account: AccountCode, ownerId: number];

function move(
  kind: EntryKind,
  amount: Money,
  { debited, credited }: { debited: OwnedAccount; credited: OwnedAccount },
): JournalEntryDraft {
  return entry(kind, [debit(...debited, positive(amount, kind)), credit(...credited, amount)]);
}

function entry(kind: EntryKind, lines: readonly Posting[]): JournalEntryDraft {
  const draft = { kind, postings: compactPostings(lines) };
  assertBalanced(draft);
  return draft;
}

function debit(account: AccountCode, ownerId: number, amount: Money): Posting {
  return { account, ownerId, amount };
}

function credit(account: AccountCode, ownerId: number, amount: Money): Posting {
  return { account, ownerId, amount: -amount };
}

function positive(amount: Money, kind: string): Money {
  invariant(amount > 0n, `${kind}: the amount is above zero`);
  return amount;
}
