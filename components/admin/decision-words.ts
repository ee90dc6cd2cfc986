import { formatDate } from "@/lib/format";
import type { ApplicationFile } from "@/lib/loans/application-queries";

/** The decision in a sentence, with who took it and why. */
export function decisionInWords({ loan, decidedByName }: Pick<ApplicationFile, "loan" | "decidedByName">): string {
  if (loan.decidedOn === null) return `Waiting since ${formatDate(loan.appliedOn)}.`;
  const by = loan.decidedBy === null ? "" : ` by ${decidedByName ?? "staff"}`;
  const reason = loan.decisionReason === null ? "" : ` ${loan.decisionReason}`;
  return `${decisionWord(loan)}${by} on ${formatDate(loan.decidedOn)}.${reason}`;
}

/** What staff decided last: an approved loan that its borrower took back, that expired, or whose payout came back, was approved. */
export function decisionWord({ state }: Pick<ApplicationFile["loan"], "state">): string {
  return state === "rejected" ? "Rejected" : "Approved";
}

/** Why approving would be refused now; null when nothing stands against it. */
export function whyNotApprovable({ assessment }: Pick<ApplicationFile, "assessment">): string | null {
  if (assessment.kind === "incomplete") return "The borrower’s details are not complete, so the rules cannot be checked.";
  if (assessment.eligible) return null;
  return "With today’s facts it does not meet the rules of the product; what is not met is said beside. You can reject it, or leave it until the facts have changed.";
}
