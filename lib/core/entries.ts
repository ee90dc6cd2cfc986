import { coveringDue } from "./covering-due";
import type { CounterDeltas } from "./distribution";
import { credit, debit, entry, feeLines, move, positive, type FeeAmounts } from "./entry-lines";
import { invariant } from "./invariant";
import type { EntryKind, JournalEntryDraft, Posting } from "./ledger";
import { minMoney, sumMoney, type Money } from "./money";

/*
 * One function per event of the bank, but for those of a loan that is given up: see loss-entries.ts. Amounts are minor
 * units and above zero unless said; every entry is balanced.
 */

export type DepositorAmount = { readonly depositorId: number; readonly amount: Money };
/** An amount that reaches a depositor, of whom `due` is still due: it covers that first. */
export type DepositorReceipt = DepositorAmount & { readonly due: Money };
export type BankAmount = { readonly bankId: number; readonly amount: Money };

/** How a loan is paid for: depositors' tiles, and the part that the product's bank keeps itself (0 = none). */
export type FundingParts = { readonly bankId: number; readonly tiles: readonly DepositorAmount[]; readonly bankTile: Money };

/** The same when it goes back to where it came from. */
type ReturnedParts = Omit<FundingParts, "tiles"> & { readonly tiles: readonly DepositorReceipt[] };

/**
 * Depositor invests a, when the rail confirms: Dr cash a; Cr available a. What an earlier deposit that bounced left
 * due is covered first, w = min(a, due): Cr due from depositor w, available a − w.
 */
export function depositInvestedEntry(deposit: DepositorReceipt): JournalEntryDraft {
  return entry("deposit_invested", [debit("cash", 0, positive(deposit.amount, "deposit_invested")), ...received(deposit)]);
}

/** That deposit bounces, b = min(a, available): Dr available b, due from depositor a − b; Cr cash a. */
export function depositBouncedEntry({ depositorId, amount, available }: DepositorAmount & { readonly available: Money }): JournalEntryDraft {
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

/** Withdrawal refused: Dr reserved; Cr what is due, then available. */
export function withdrawalRefusedEntry(withdrawal: DepositorReceipt): JournalEntryDraft {
  const { depositorId, amount } = withdrawal;
  return entry("withdrawal_refused", [debit("depositor_reserved", depositorId, positive(amount, "withdrawal_refused")), ...received(withdrawal)]);
}

/** A paid withdrawal bounced: Dr cash; Cr what is due, then available. */
export function withdrawalBouncedEntry(withdrawal: DepositorReceipt): JournalEntryDraft {
  return entry("withdrawal_bounced", [debit("cash", 0, positive(withdrawal.amount, "withdrawal_bounced")), ...received(withdrawal)]);
}

/** Bank puts money in: Dr cash; Cr bank available. */
export function bankCapitalPaidInEntry({ bankId, amount }: BankAmount): JournalEntryDraft {
  return move("bank_capital_paid_in", amount, { debited: ["cash", 0], credited: ["bank_available", bankId] });
}

/** Bank takes money out: Dr bank available; Cr cash. */
export function bankCapitalTakenOutEntry({ bankId, amount }: BankAmount): JournalEntryDraft {
  return move("bank_capital_taken_out", amount, { debited: ["bank_available", bankId], credited: ["cash", 0] });
}

/** A bank feeds the provision fund from its own money: Dr bank available; Cr provision fund. */
export function fundToppedUpEntry({ bankId, amount }: BankAmount): JournalEntryDraft {
  return move("provision_fund_topped_up", amount, { debited: ["bank_available", bankId], credited: ["provision_fund", 0] });
}

/** Reserve for an approved loan: Dr available q_i, bank available B; Cr committed of each. */
export function loanReservedEntry(parts: FundingParts): JournalEntryDraft {
  const taken = takenFrom("available", parts);
  const held = takenFrom("committed", parts).map((posting) => ({ ...posting, amount: -posting.amount }));
  return entry("loan_reserved", [...taken, ...held]);
}

/** Release of a reservation: Dr committed of each; Cr what is due of each, then available; bank available B. */
export function loanReservationReleasedEntry(parts: ReturnedParts): JournalEntryDraft {
  return entry("loan_reservation_released", [...takenFrom("committed", parts), ...madeFree(parts)]);
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
 * Cr receivable P, what is due of each depositor, then available, bank available B. The money is free again, also when
 * it had been committed. Who bought a tile meanwhile has back the accrued interest i of its price too, which nobody
 * will ever pay: Dr loss Σi.
 * @param loan.tiles what goes back to each, interest included
 * @param loan.interestRefunded Σi
 */
export function disbursementUndoneEntry(
  loan: ReturnedParts & { readonly loanId: number; readonly originationFee: Money; readonly interestRefunded: Money },
): JournalEntryDraft {
  const principal = principalOf(loan) - loan.interestRefunded;
  return entry("disbursement_undone", [
    debit("funding", loan.loanId, principal),
    debit("cash", 0, principal - loan.originationFee),
    debit("origination_fee_income", loan.bankId, loan.originationFee),
    debit("loss", 0, loan.interestRefunded),
    credit("loan_receivable", loan.loanId, principal),
    ...madeFree(loan),
  ]);
}

/**
 * The one row for payment, reversal, backdating and replay; the loan's payments change by Δx (reversal Δx < 0):
 * Dr cash Δx, funding Δcum_principal, advance Δadvance; Cr receivable Δcum_principal,
 * distributable Δcum_principal + Δcum_interest, provision fund Δcum_fund, servicing fee Δmargin, fees and penalties ΔF.
 * Paid from waiting money, available takes the place of cash. An advance that was given up and is earned after all
 * comes back: Cr loss.
 * @param payment.amount Δx; 0 when only the order of payments changed
 * @param payment.deltas from `advanceCounters`, summed over the loan's rounds; its advance includes what was given up
 * @param payment.lossReturned by how much less is given up since, at least 0
 */
export function repaymentEntry(payment: {
  readonly loanId: number;
  readonly bankId: number;
  readonly amount: Money;
  readonly source: "cash" | { readonly depositorId: number };
  readonly deltas: CounterDeltas;
  readonly lossReturned: Money;
  readonly fees: FeeAmounts;
}): JournalEntryDraft {
  const { loanId, amount, source, deltas, lossReturned } = payment;
  invariant(lossReturned >= 0n, "repayment: a payment makes no loss");
  invariant(
    deltas.principal >= 0n && deltas.interest >= 0n && deltas.fund >= 0n,
    "repayment: nothing is taken back from funders or the fund",
  );
  return entry(repaymentKind(amount), [
    source === "cash" ? debit("cash", 0, amount) : debit("depositor_available", source.depositorId, amount),
    debit("funding", loanId, deltas.principal),
    debit("advance", loanId, deltas.advance + lossReturned),
    credit("loan_receivable", loanId, deltas.principal),
    credit("distributable", 0, deltas.principal + deltas.interest),
    credit("provision_fund", 0, deltas.fund),
    credit("servicing_fee_income", 0, deltas.margin),
    credit("loss", 0, lossReturned),
    ...feeLines(payment.bankId, payment.fees),
  ]);
}

/**
 * Settlement x of a depositor, w = min(x, due): Dr distributable x; Cr due from depositor w, available x − w.
 * Many depositors settle in one entry; a bank's tile settles into the bank's available money. The last units of a loan
 * that is closed for good are settled alike, and named rounding at closing.
 */
export function settlementEntry(
  depositors: readonly DepositorReceipt[],
  banks: readonly BankAmount[] = [],
  kind: "settlement" | "rounding_at_closing" = "settlement",
): JournalEntryDraft {
  const settled = [...depositors, ...banks].map(({ amount }) => positive(amount, kind));
  return entry(kind, [
    debit("distributable", 0, sumMoney(settled)),
    ...depositors.flatMap(received),
    ...banks.map(({ bankId, amount }) => credit("bank_available", bankId, amount)),
  ]);
}

/**
 * A tile sold at price s to one or more buyers, u units handed back because floors of its parts add up to less than
 * the floor of the whole, w = min(s − u, due of the seller): Dr each buyer's available; Cr distributable u,
 * due from the seller w, seller's available s − u − w.
 */
export function tileSoldEntry(sale: {
  readonly seller: { readonly depositorId: number; readonly due: Money };
  readonly buyers: readonly DepositorAmount[];
  readonly handedBack: Money;
}): JournalEntryDraft {
  const { seller, buyers, handedBack } = sale;
  const proceeds = sumMoney(buyers.map(({ amount }) => positive(amount, "tile_sold"))) - handedBack;
  return entry("tile_sold", [
    ...buyers.map(({ depositorId, amount }) => debit("depositor_available", depositorId, amount)),
    credit("distributable", 0, handedBack),
    ...received({ ...seller, amount: proceeds }),
  ]);
}

function repaymentKind(amount: Money): EntryKind {
  if (amount === 0n) return "repayments_replayed";
  return amount > 0n ? "repayment" : "repayment_reversed";
}

/** Cr due from depositor w, available the rest. */
function received({ depositorId, amount, due }: DepositorReceipt): Posting[] {
  const { toDue, toAvailable } = coveringDue(amount, due);
  return [credit("due_from_depositor", depositorId, toDue), credit("depositor_available", depositorId, toAvailable)];
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

function madeFree({ bankId, tiles, bankTile }: ReturnedParts): Posting[] {
  return [...tiles.flatMap(received), credit("bank_available", bankId, bankTile)];
}
