import type { OwnLoanRow } from "@/lib/loans/queries";

/** The one thing a borrower should do or know now. */
export type NextStep =
  | { kind: "pay_overdue"; loan: OwnLoanRow }
  | { kind: "pay_today"; loan: OwnLoanRow }
  | { kind: "send_documents"; loan: OwnLoanRow }
  | { kind: "await_decision"; loan: OwnLoanRow }
  | { kind: "await_payout"; loan: OwnLoanRow }
  | { kind: "pay_next"; loan: OwnLoanRow }
  | { kind: "fill_details" }
  | { kind: "apply" };

/**
 * Chooses it: what costs money when it is left comes first, then what keeps an application waiting.
 * @param loans own loans that are pending, approved or active
 */
export function nextStepOf(loans: readonly OwnLoanRow[], borrower: { hasDetails: boolean; lacksDocuments: boolean }): NextStep {
  const active = loans.filter(({ state }) => state === "active");
  const overdue = longestOverdue(active);
  if (overdue) return { kind: "pay_overdue", loan: overdue };
  const today = active.find(({ progress }) => progress !== null && progress.dueToday > 0n);
  if (today) return { kind: "pay_today", loan: today };
  const open = loans.filter(({ state }) => state === "pending" || state === "approved");
  const undocumented = borrower.lacksDocuments ? open.find(({ requiresDocuments }) => requiresDocuments) : undefined;
  if (undocumented) return { kind: "send_documents", loan: undocumented };
  const next = soonestDue(active);
  if (next) return { kind: "pay_next", loan: next };
  const approved = open.find(({ state }) => state === "approved");
  if (approved) return { kind: "await_payout", loan: approved };
  const [pending] = open;
  if (pending) return { kind: "await_decision", loan: pending };
  return borrower.hasDetails ? { kind: "apply" } : { kind: "fill_details" };
}

function longestOverdue(active: readonly OwnLoanRow[]): OwnLoanRow | undefined {
  const late = active.filter(({ progress }) => progress !== null && progress.overdue > 0n);
  return late.sort((left, right) => (right.progress?.daysPastDue ?? 0) - (left.progress?.daysPastDue ?? 0))[0];
}

/** The active loan whose next instalment comes first. */
export function soonestDue(active: readonly OwnLoanRow[]): OwnLoanRow | undefined {
  const dated = active.flatMap((loan) => (loan.progress?.next ? [{ loan, dueOn: loan.progress.next.dueOn }] : []));
  return dated.sort((left, right) => (left.dueOn < right.dueOn ? -1 : 1))[0]?.loan;
}
