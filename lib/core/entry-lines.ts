import type { AccountCode } from "./chart-of-accounts";
import { invariant } from "./invariant";
import { assertBalanced, compactPostings, type EntryKind, type JournalEntryDraft, type Posting } from "./ledger";
import type { Money } from "./money";

/* What the entries of lib/core are made of. */

type OwnedAccount = readonly [account: AccountCode, ownerId: number];

/** Fees of one event by the bank's income account. A penalty for lateness is a late fee. Negative when taken back. */
export type FeeAmounts = Partial<Record<"origination_fee_income" | "late_fee_income" | "pre_closure_fee_income", Money>>;

/** An entry of one debit and one credit. */
export function move(
  kind: EntryKind,
  amount: Money,
  { debited, credited }: { debited: OwnedAccount; credited: OwnedAccount },
): JournalEntryDraft {
  return entry(kind, [debit(...debited, positive(amount, kind)), credit(...credited, amount)]);
}

/** A balanced entry of these lines; lines of zero are left out. */
export function entry(kind: EntryKind, lines: readonly Posting[]): JournalEntryDraft {
  const draft = { kind, postings: compactPostings(lines) };
  assertBalanced(draft);
  return draft;
}

/** A line that debits. */
export function debit(account: AccountCode, ownerId: number, amount: Money): Posting {
  return { account, ownerId, amount };
}

/** A line that credits. */
export function credit(account: AccountCode, ownerId: number, amount: Money): Posting {
  return { account, ownerId, amount: -amount };
}

/** The amount, which cannot be 0 or less. */
export function positive(amount: Money, kind: string): Money {
  invariant(amount > 0n, `${kind}: the amount is above zero`);
  return amount;
}

/** Fees of a product's bank, each on its income account. */
export function feeLines(bankId: number, fees: FeeAmounts): Posting[] {
  return [
    credit("origination_fee_income", bankId, fees.origination_fee_income ?? 0n),
    credit("late_fee_income", bankId, fees.late_fee_income ?? 0n),
    credit("pre_closure_fee_income", bankId, fees.pre_closure_fee_income ?? 0n),
  ];
}
