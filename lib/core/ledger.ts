import { accounts, type AccountCode } from "./chart-of-accounts";
import { invariant } from "./invariant";
import { sumMoney, type Money } from "./money";

/** What a journal entry says happened. `reversal` is the exact opposite of an earlier entry. */
export const entryKinds = [
  "deposit_invested",
  "deposit_bounced",
  "withdrawal_requested",
  "withdrawal_paid",
  "withdrawal_refused",
  "withdrawal_bounced",
  "bank_capital_paid_in",
  "bank_capital_taken_out",
  "provision_fund_topped_up",
  "loan_reserved",
  "loan_reservation_released",
  "loan_disbursed",
  "disbursement_undone",
  "repayment",
  "repayment_reversed",
  "repayments_replayed",
  "settlement",
  "tile_sold",
  "rounding_at_closing",
  "write_off",
  "recovery",
  "recovery_reversed",
  "advance_lost",
  "reversal",
] as const;

export type EntryKind = (typeof entryKinds)[number];

/** One line: `amount` > 0 debits, < 0 credits; `ownerId` names the loan, depositor or bank of the account, 0 the installation. */
export type Posting = { readonly account: AccountCode; readonly ownerId: number; readonly amount: Money };

/** An entry before it is written: what it says and its lines. Reference, actor and dates are added by who posts it. */
export type JournalEntryDraft = { readonly kind: EntryKind; readonly postings: readonly Posting[] };

/**
 * Proves that an entry may be written: at least two lines, none zero, no account and owner twice, every line in a
 * sub-ledger that exists, sum 0. Throws an invariant error otherwise: an unbalanced entry is a bug, never a refusal.
 */
export function assertBalanced(entry: JournalEntryDraft): void {
  const { kind, postings } = entry;
  invariant(postings.length >= 2, `${kind}: an entry has at least two postings`);
  const lines = new Set<string>();
  for (const { account, ownerId, amount } of postings) {
    invariant(amount !== 0n, `${kind}: ${account} has a posting of zero`);
    invariant(isOwnerOf(account, ownerId), `${kind}: ${ownerId} cannot own ${account}`);
    lines.add(lineKey(account, ownerId));
  }
  invariant(lines.size === postings.length, `${kind}: an account and owner has one posting at most`);
  invariant(sumMoney(postings.map(({ amount }) => amount)) === 0n, `${kind}: postings must sum to zero`);
}

/** The opposite entry, of kind `reversal`. Entries are never edited: this is the only way to take one back. */
export function reverseEntry(entry: JournalEntryDraft): JournalEntryDraft {
  assertBalanced(entry);
  return { kind: "reversal", postings: entry.postings.map((posting) => ({ ...posting, amount: -posting.amount })) };
}

/** Merges the lines of the same account and owner, in order of first mention, and drops those that come to zero. */
export function compactPostings(postings: readonly Posting[]): Posting[] {
  const merged = new Map<string, Posting>();
  for (const posting of postings) {
    const key = lineKey(posting.account, posting.ownerId);
    const earlier = merged.get(key)?.amount ?? 0n;
    merged.set(key, { ...posting, amount: earlier + posting.amount });
  }
  return [...merged.values()].filter(({ amount }) => amount !== 0n);
}

function isOwnerOf(account: AccountCode, ownerId: number): boolean {
  return accounts[account].owner === "installation" ? ownerId === 0 : Number.isSafeInteger(ownerId) && ownerId > 0;
}

function lineKey(account: AccountCode, ownerId: number): string {
  return `${account}:${ownerId}`;
}
