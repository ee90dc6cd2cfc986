import { ProgressSteps, type ProgressStep } from "@/components/layout/progress-steps";
import type { LoanState } from "@/lib/core/loan";
import { formatDate } from "@/lib/format";

/** The dates of a loan's life so far. */
export type LoanDates = {
  state: LoanState;
  appliedOn: string;
  decidedOn: string | null;
  disbursedOn: string | null;
  closedOn: string | null;
  closeReason: string | null;
};

/** Where a loan stands on its way from the application to the last payment. */
export function LoanHistory({ dates }: { dates: LoanDates }) {
  return <ProgressSteps label="History of this loan" steps={stepsOf(dates)} />;
}

function stepsOf(dates: LoanDates): ProgressStep[] {
  const { state, appliedOn, decidedOn, disbursedOn, closedOn, closeReason } = dates;
  const applied: ProgressStep = { label: "Applied", detail: formatDate(appliedOn), state: "done" };
  const approved: ProgressStep =
    state === "pending" ? { label: "Decision", detail: "An officer looks at it", state: "now" } : { label: "Approved", detail: written(decidedOn), state: "done" };
  if (state === "rejected") return [applied, { label: "Rejected", detail: written(decidedOn), state: "done" }];
  if (state === "withdrawn") {
    if (closeReason === "disbursement_returned") return [applied, approved, { label: "Payout came back", detail: written(closedOn), state: "done" }];
    const ended: ProgressStep = { label: closeReason === "expired" ? "Approval expired" : "Withdrawn", detail: written(closedOn), state: "done" };
    return decidedOn === null ? [applied, ended] : [applied, approved, ended];
  }
  if (disbursedOn === null) {
    const paidOut: ProgressStep = { label: "Paid out", detail: state === "approved" ? "The bank prepares it" : undefined, state: state === "approved" ? "now" : "next" };
    return [applied, approved, paidOut, { label: "Repaid", state: "next" }];
  }
  const paidOut: ProgressStep = { label: "Paid out", detail: formatDate(disbursedOn), state: "done" };
  if (state === "active") return [applied, approved, paidOut, { label: "Repaying", detail: "In instalments", state: "now" }];
  const label = state === "written_off" ? "Written off" : closeReason === "repaid_early" ? "Repaid early" : "Repaid";
  return [applied, approved, paidOut, { label, detail: written(closedOn), state: "done" }];
}

function written(date: string | null): string | undefined {
  return date === null ? undefined : formatDate(date);
}
