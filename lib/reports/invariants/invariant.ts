import { accounts, accountCodes, type AccountCode } from "@/lib/core/chart-of-accounts";

/**
 * What must be true of the books at every moment. Each check is one statement that answers the rows which break it,
 * as a short text in `problem`; no row means that it holds. Postings are the truth, stored balances are proved by them.
 */
export type Invariant = { name: string; statement: string; rule: string };

/** The number under which SQL stores an account. */
export const accountNumber = (code: AccountCode): number => accounts[code].number;

/** The numbers of the accounts that are rolled up, as a list for SQL. */
export const appendOnlyNumbers = accountCodes
  .filter((code) => accounts[code].balance === "append-only")
  .map(accountNumber)
  .join(", ");
