/**
 * The chart of accounts. `number` is what SQL stores and never changes its meaning; `owner` says whose sub-ledger an
 * owner id names (0 for the installation); `balance` says how the balance is kept:
 * - "stored": a row carries it, because a constraint must hold on it;
 * - "append-only": postings are summed, with a roll-up per business date. An account that every transaction touches
 *   must not be one hot row.
 */
export const accounts = {
  cash: { number: 10, kind: "asset", owner: "installation", balance: "append-only", label: "Cash" },
  loan_receivable: { number: 11, kind: "asset", owner: "loan", balance: "stored", label: "Loan receivable (principal)" },
  advance: { number: 12, kind: "asset", owner: "loan", balance: "stored", label: "Advance to funders" },
  due_from_depositor: { number: 13, kind: "asset", owner: "depositor", balance: "stored", label: "Due from depositor" },
  funding: { number: 20, kind: "liability", owner: "loan", balance: "stored", label: "Owed to the funders of a loan" },
  // A control account: its sub-ledger is the loans' counters less what their tiles have settled.
  distributable: {
    number: 21,
    kind: "liability",
    owner: "installation",
    balance: "append-only",
    label: "Repaid, not yet settled to funders",
  },
  depositor_available: { number: 22, kind: "liability", owner: "depositor", balance: "stored", label: "Depositor: available" },
  depositor_reserved: {
    number: 23,
    kind: "liability",
    owner: "depositor",
    balance: "stored",
    label: "Depositor: reserved for a withdrawal",
  },
  depositor_committed: {
    number: 24,
    kind: "liability",
    owner: "depositor",
    balance: "stored",
    label: "Depositor: committed to an approved loan",
  },
  bank_available: { number: 30, kind: "equity", owner: "bank", balance: "stored", label: "Bank capital: available" },
  bank_committed: {
    number: 31,
    kind: "equity",
    owner: "bank",
    balance: "stored",
    label: "Bank capital: committed to an approved loan",
  },
  // Fed without a lock; only a write-off debits it, behind the fund's gate row.
  provision_fund: { number: 32, kind: "equity", owner: "installation", balance: "append-only", label: "Provision fund" },
  servicing_fee_income: { number: 40, kind: "income", owner: "installation", balance: "append-only", label: "Servicing fee" },
  origination_fee_income: { number: 41, kind: "income", owner: "bank", balance: "append-only", label: "Origination fee" },
  late_fee_income: { number: 42, kind: "income", owner: "bank", balance: "append-only", label: "Late fee" },
  pre_closure_fee_income: { number: 43, kind: "income", owner: "bank", balance: "append-only", label: "Pre-closure fee" },
  loss: { number: 50, kind: "expense", owner: "installation", balance: "append-only", label: "Loss" },
} as const satisfies Record<string, Account>;

export type AccountKind = "asset" | "liability" | "equity" | "income" | "expense";
export type AccountOwner = "installation" | "loan" | "depositor" | "bank";
type Account = {
  readonly number: number;
  readonly kind: AccountKind;
  readonly owner: AccountOwner;
  readonly balance: "stored" | "append-only";
  readonly label: string;
};

export type AccountCode = keyof typeof accounts;

/** Every code, in the order of the chart. */
export const accountCodes = Object.keys(accounts) as readonly AccountCode[];

const codeByNumber: ReadonlyMap<number, AccountCode> = new Map(accountCodes.map((code) => [accounts[code].number, code]));

/** The side on which a posting makes the account larger: debit (> 0) for assets and expenses, credit (< 0) for the rest. */
export function growsOn(code: AccountCode): "debit" | "credit" {
  const { kind } = accounts[code];
  return kind === "asset" || kind === "expense" ? "debit" : "credit";
}

/** The account that SQL stores under this number, or undefined for a number that the chart does not have. */
export function accountByNumber(accountNumber: number): AccountCode | undefined {
  return codeByNumber.get(accountNumber);
}
