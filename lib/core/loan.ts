import { invariant } from "./invariant";
import { applyRate, type Money } from "./money";

/** Credit grades, best first. */
export const grades = ["A", "B", "C", "D", "E"] as const;

export type Grade = (typeof grades)[number];

/** The states of a loan, an application included: one row, its state tells. Arrears are not a state, they follow from dates. */
export const loanStates = ["pending", "approved", "rejected", "withdrawn", "active", "closed", "written_off"] as const;

export type LoanState = (typeof loanStates)[number];

/**
 * The only table of allowed transitions. An approved loan that is pre-closed before disbursing, or that expires, is
 * withdrawn with a reason, and so is one whose payout the rail sends back before anything is paid on it: it was never lent. A
 * closed loan whose last payment is reversed runs again. A recovery does not bring a written-off loan back.
 */
export const transitions = {
  pending: ["approved", "rejected", "withdrawn"],
  approved: ["active", "rejected", "withdrawn"],
  rejected: [],
  withdrawn: [],
  active: ["closed", "written_off", "withdrawn"],
  closed: ["active"],
  written_off: [],
} as const satisfies Record<LoanState, readonly LoanState[]>;

/** May a loan go from one state to the other? Operations ask this and refuse; `transition` then asserts it. */
export function canTransition(from: LoanState, to: LoanState): boolean {
  const allowed: readonly LoanState[] = transitions[from];
  return allowed.includes(to);
}

/** The new state. A move that the table does not have is a bug here, because the operation must have refused it before. */
export function transition(from: LoanState, to: LoanState): LoanState {
  invariant(canTransition(from, to), `loan: ${from} cannot become ${to}`);
  return to;
}

/** May its borrower still take it back? An application, or an approved loan that is not paid out yet. */
export function isWithdrawable(state: LoanState): boolean {
  return state === "pending" || state === "approved";
}

/**
 * How a loan stands for whoever was promised it: its state, with a withdrawal told apart by whether it had been approved.
 * Before, the application came to nothing; afterwards a loan that was granted is given up.
 */
export const loanStandings = ["pending", "approved", "rejected", "withdrawn_undecided", "withdrawn_approved", "active", "closed", "written_off"] as const;

export type LoanStanding = (typeof loanStandings)[number];

/** How a loan stands; `decidedOn` is the day of the decision, null before there is one. */
export function standingOf({ state, decidedOn }: { state: LoanState; decidedOn: string | null }): LoanStanding {
  if (state !== "withdrawn") return state;
  return decidedOn === null ? "withdrawn_undecided" : "withdrawn_approved";
}

/** What the bank withholds when it pays a loan out; minor units, rounded down in the borrower's favour. */
export function originationFeeOf(principal: Money, feePpm: number): Money {
  return applyRate(principal, feePpm, "floor");
}

/** What the bank keeps of a loan itself, and what is asked of depositors. The bank's share is rounded down, so the two add up to the loan. */
export function fundingSplit(principal: Money, bankSharePpm: number): { bankShare: Money; pooled: Money } {
  const bankShare = applyRate(principal, bankSharePpm, "floor");
  return { bankShare, pooled: principal - bankShare };
}
