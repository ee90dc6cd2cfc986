import type { AgreedLoan } from "./agreed-loan";
import type { BusinessDate } from "./business-date";
import { invariant } from "./invariant";
import { regularInstalment } from "./instalment-stages";
import type { Grace, LoanTerms } from "./loan-terms";
import { sumMoney, type Money } from "./money";
import type { DayCount } from "./rate";
import type { Instalment } from "./schedule";

/** The wording of the contracts that are issued now. A changed wording is a new number, so that an old contract is known as such. */
export const CONTRACT_TEMPLATE = 2;

/** Who agrees, on which loan, and what the bank's own conditions are: what the schedule does not follow from. */
export type ContractParties = {
  loanId: number;
  /** The day of approval; the schedule is that of a loan paid out on it. */
  issuedOn: BusinessDate;
  lender: string;
  bankName: string;
  productName: string;
  borrower: { id: number; fullName: string; address: string | null };
  currency: string;
  ratePpm: number;
  originationFeePpm: number;
  preClosureFeePpm: number;
  lateFee: Money;
  lateFeeGraceDays: number;
  /** A late fee is at most this share of the overdue principal and interest. */
  lateFeeCapPpm: number;
};

/** Everything that a contract says. Amounts in minor units, rates in parts per million. */
export type ContractFacts = ContractParties & {
  template: number;
  number: string;
  principal: Money;
  method: LoanTerms["method"];
  rateBasis: "year" | "term";
  dayCount: DayCount;
  interval: LoanTerms["interval"];
  instalmentCount: number;
  roundInstalmentTo: Money | null;
  roundInstalment: "up" | "nearest";
  grace: Grace | null;
  /** What is paid regularly: see `regularInstalment`. */
  instalmentAmount: Money;
  originationFee: Money;
  paidOut: Money;
  totalInterest: Money;
  /** Interest and the origination fee. */
  totalCost: Money;
  totalPayable: Money;
  aprPpm: number | null;
  schedule: Instalment[];
};

/** The number of a loan's contract, "TB-2026-000042": the year in which it was issued and the loan, of which there is one contract. */
export function contractNumber(issuedOn: BusinessDate, loanId: number): string {
  return `TB-${issuedOn.slice(0, 4)}-${String(loanId).padStart(6, "0")}`;
}

/** What the contract of an agreed loan says. The loan must have been agreed for the day on which the contract is issued. */
export function contractFacts(parties: ContractParties, { terms, schedule, originationFee, paidOut, totalCost, aprPpm }: AgreedLoan): ContractFacts {
  invariant(terms.disbursedOn === parties.issuedOn, "contract: the schedule begins on the day of the contract");
  return {
    ...parties,
    template: CONTRACT_TEMPLATE,
    number: contractNumber(parties.issuedOn, parties.loanId),
    principal: terms.principal,
    method: terms.method,
    rateBasis: terms.rateBasis ?? "year",
    dayCount: terms.dayCount,
    interval: terms.interval,
    instalmentCount: terms.instalmentCount,
    roundInstalmentTo: terms.roundInstalmentTo ?? null,
    roundInstalment: terms.roundInstalment ?? "up",
    grace: terms.grace ?? null,
    instalmentAmount: regularInstalment(terms, schedule),
    originationFee,
    paidOut,
    totalInterest: schedule.totalInterest,
    totalCost,
    totalPayable: schedule.totalPayable,
    aprPpm,
    schedule: schedule.instalments,
  };
}

// The amounts, as they stand in the text: JSON has no integers of any size.
const amounts = [
  ...["principal", "roundInstalmentTo", "instalmentAmount", "originationFee", "paidOut", "lateFee"],
  ...["totalInterest", "totalCost", "totalPayable"],
] as const satisfies readonly (keyof ContractFacts)[];

type AmountName = (typeof amounts)[number];

// A line of the schedule: due date, principal, interest. The rest follows from these.
type Line = readonly [dueOn: BusinessDate, principal: string, interest: string];

type Written = Omit<ContractFacts, AmountName | "schedule"> & Record<AmountName, string | null> & { schedule: Line[] };

/**
 * The one text of a contract, of which its hash is made: JSON in one line, names in alphabetical order, amounts as the
 * digits of their minor units, a line of the schedule as [due date, principal, interest]. Equal contracts have equal
 * texts, and contracts that differ in anything differ in their texts.
 */
export function canonicalText(facts: ContractFacts): string {
  const written = {
    ...facts,
    ...Object.fromEntries(amounts.map((name) => [name, facts[name]?.toString() ?? null])),
    schedule: facts.schedule.map(({ dueOn, principal, interest }) => [dueOn, principal.toString(), interest.toString()]),
  };
  return JSON.stringify(written, (_name, inner: unknown) => (isRecord(inner) ? inOrder(inner) : inner));
}

/** Reads what `canonicalText` wrote. */
export function readCanonicalText(text: string): ContractFacts {
  // What is stored was written here; its hash says that nobody changed it since.
  const written = JSON.parse(text) as Written;
  const read = Object.fromEntries(amounts.map((name) => [name, written[name] === null ? null : BigInt(written[name])]));
  return { ...addedSince, ...written, ...(read as Pick<ContractFacts, AmountName>), schedule: scheduleOf(written.schedule) };
}

/** What contracts of the first template did not say, because loans did not have it. */
const addedSince = { roundInstalment: "up", grace: null } as const;

function scheduleOf(lines: readonly Line[]): Instalment[] {
  let balanceAfter = sumMoney(lines.map(([, principal]) => BigInt(principal)));
  return lines.map(([dueOn, principalDigits, interestDigits], index) => {
    const [principal, interest] = [BigInt(principalDigits), BigInt(interestDigits)];
    balanceAfter -= principal;
    return { number: index + 1, dueOn, principal, interest, total: principal + interest, balanceAfter };
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function inOrder(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
