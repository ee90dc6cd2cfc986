import { database } from "@/db/client";
import type { AccountCode } from "@/lib/core/chart-of-accounts";
import type { Actor } from "@/lib/core/permissions";
import { getPortfolio } from "@/lib/funding/queries";
import { accountBalance } from "@/lib/ledger/queries";
import { advanceOf, broughtBack, type Loan, type Tile } from "./loan-reckoning";
import { noteWhatHappened, readNewLoan, type Reckoning } from "./look";
import { rowsOf } from "./world";

/**
 * A second truth, kept beside the bank: what everybody must have by what came in, what went out and what borrowers'
 * schedules say was paid. It reads no posting, no counter and no stored balance, and divides by formulas of its own, so
 * that books which agree with themselves and are wrong do not pass. Minor units.
 */
export type Books = {
  /** A depositor's money has arrived (or left again, when negative). */
  bringsIn: (depositorId: number, amount: bigint) => void;
  bankBringsIn: (bankId: number, amount: bigint) => void;
  /** A bank feeds the provision fund from its own money. */
  bankFeedsFund: (bankId: number, amount: bigint) => void;
  /** A loan was paid out: who gave what is known from now on. */
  paidOut: (loanId: number) => Promise<void>;
  /** Looks at what borrowers have paid until now: to be called after everything that happens. Answers what is not right. */
  look: () => Promise<string[]>;
  /** Where the bank says something else. `isSettled`: everything that came back is in stored balances. */
  differences: (depositors: readonly Actor[], isSettled: boolean) => Promise<string[]>;
};

export function openBooks(): Books {
  const reckoning: Reckoning = { deposited: new Map(), capital: new Map(), fedByBanks: 0n, loans: new Map(), allocated: new Set(), salesSeen: 0, recoveries: new Map() };
  return {
    bringsIn: (depositorId, amount) => add(reckoning.deposited, depositorId, amount),
    bankBringsIn: (bankId, amount) => add(reckoning.capital, bankId, amount),
    bankFeedsFund(bankId, amount) {
      add(reckoning.capital, bankId, -amount);
      reckoning.fedByBanks += amount;
    },
    paidOut: async (loanId) => void reckoning.loans.set(loanId, await readNewLoan(loanId)),
    look: () => noteWhatHappened(reckoning),
    async differences(depositors, isSettled) {
      const found = [...(await compareAccounts(reckoning)), ...(await compareDepositors(depositors, reckoning))];
      return isSettled ? [...found, ...(await compareBanks(reckoning))] : found;
    },
  };
}

/** What the ledger's accounts must say. An advance may be lost already: the two are one sum. */
function accountsOf({ deposited, capital, fedByBanks, loans }: Reckoning): { accounts: readonly AccountCode[]; amount: bigint }[] {
  const lent = [...loans.values()].filter(({ undone }) => undone === null);
  const over = (part: (loan: Loan) => bigint) => total(lent.map(part));
  const refunded = total([...loans.values()].map(({ undone }) => undone ?? 0n));
  const recovered = (part: "cash" | "fees" | "fund") => over(({ lost }) => lost?.recovered[part] ?? 0n);
  const owed = over((loan) => (loan.lost ? 0n : loan.principal - loan.given.principal));
  const broughtIn = total([...deposited.values(), ...capital.values()]) + fedByBanks;
  return [
    { accounts: ["cash"], amount: broughtIn + over((loan) => loan.paid.cash - loan.principal + loan.originationFee) + recovered("cash") },
    { accounts: ["loan_receivable"], amount: owed },
    { accounts: ["funding"], amount: owed },
    { accounts: ["advance", "loss"], amount: over(advanceOf) + refunded },
    { accounts: ["provision_fund"], amount: fedByBanks + over((loan) => loan.given.fund - (loan.lost?.cover ?? 0n)) + recovered("fund") },
    { accounts: ["servicing_fee_income"], amount: over((loan) => loan.given.margin) },
    { accounts: ["origination_fee_income"], amount: over((loan) => loan.originationFee) },
    { accounts: ["late_fee_income"], amount: over((loan) => loan.paid.late) + recovered("fees") },
    { accounts: ["pre_closure_fee_income"], amount: over((loan) => loan.paid.preClosure) },
  ];
}

async function compareAccounts(reckoning: Reckoning): Promise<string[]> {
  const found: string[] = [];
  for (const { accounts, amount } of accountsOf(reckoning)) {
    let said = 0n;
    for (const account of accounts) said += await accountBalance(database(), account);
    if (said !== amount) found.push(`${accounts.join(" and ")}: the ledger says ${said}, reckoned ${amount}`);
  }
  return found;
}

/** What a depositor is shown, settled or not, against what came in, went out, is lent and has come back. */
async function compareDepositors(depositors: readonly Actor[], { deposited, loans }: Reckoning): Promise<string[]> {
  const found: string[] = [];
  for (const depositor of depositors) {
    const { waiting, reserved, committed, due } = (await getPortfolio.execute(depositor, {})).balance;
    const shown = waiting + reserved + committed - due;
    const reckoned = (deposited.get(depositor.id) ?? 0n) + fromLoans(loans, (tile) => tile.depositorId === depositor.id);
    if (shown !== reckoned) found.push(`depositor ${depositor.id}: is shown ${shown}, reckoned ${reckoned}`);
  }
  return found;
}

async function compareBanks({ capital, loans }: Reckoning): Promise<string[]> {
  const banks = await rowsOf("SELECT id, available + committed AS stored FROM banks ORDER BY id");
  return banks.flatMap(({ id, stored }) => {
    const reckoned = (capital.get(Number(id)) ?? 0n) + fromLoans(loans, (tile) => tile.bankId === Number(id));
    return BigInt(stored) === reckoned ? [] : [`bank ${id}: has ${stored}, reckoned ${reckoned}`];
  });
}

function fromLoans(loans: ReadonlyMap<number, Loan>, isTheirs: (tile: Tile) => boolean): bigint {
  return total([...loans.values()].flatMap((loan) => loan.tiles.filter(isTheirs).map((tile) => broughtBack(loan, tile) - tile.cost)));
}

function add(sums: Map<number, bigint>, id: number, amount: bigint): void {
  sums.set(id, (sums.get(id) ?? 0n) + amount);
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
