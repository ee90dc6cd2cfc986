import type { AccountCode } from "@/lib/core/chart-of-accounts";

/** A balance that is stored because a constraint must hold on it, and the account whose postings prove it. */
export type StoredBalance = { account: AccountCode; table: string; id: string; column: string };

export const storedBalances: readonly StoredBalance[] = [
  { account: "depositor_available", table: "depositors", id: "user_id", column: "available" },
  { account: "depositor_reserved", table: "depositors", id: "user_id", column: "reserved" },
  { account: "depositor_committed", table: "depositors", id: "user_id", column: "committed" },
  { account: "due_from_depositor", table: "depositors", id: "user_id", column: "due" },
  { account: "bank_available", table: "banks", id: "id", column: "available" },
  { account: "bank_committed", table: "banks", id: "id", column: "committed" },
  { account: "loan_receivable", table: "loans", id: "id", column: "receivable" },
  { account: "funding", table: "loans", id: "id", column: "funding" },
  { account: "advance", table: "loans", id: "id", column: "advance" },
];
