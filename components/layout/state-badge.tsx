import { Ban, Check, CircleDashed, CircleX, Clock, FileCheck2, TriangleAlert, Undo2, type LucideIcon } from "lucide-react";
import type { DelinquencyBucket } from "@/lib/core/delinquency";
import type { LoanState } from "@/lib/core/loan";
import classes from "./state-badge.module.css";

export type BadgeTone = "neutral" | "accent" | "good" | "warn" | "bad";

type BadgeLooks = { text: string; tone: BadgeTone; icon: LucideIcon };

const loanLooks = {
  pending: { text: "In review", tone: "accent", icon: Clock },
  approved: { text: "Approved", tone: "accent", icon: FileCheck2 },
  rejected: { text: "Rejected", tone: "neutral", icon: CircleX },
  withdrawn: { text: "Withdrawn", tone: "neutral", icon: Undo2 },
  active: { text: "Active", tone: "good", icon: CircleDashed },
  closed: { text: "Repaid", tone: "good", icon: Check },
  written_off: { text: "Written off", tone: "bad", icon: Ban },
} as const satisfies Record<LoanState, BadgeLooks>;

const bucketLooks = {
  current: { text: "On time", tone: "good", icon: Check },
  "1-30": { text: "1–30 days late", tone: "warn", icon: Clock },
  "31-60": { text: "31–60 days late", tone: "warn", icon: TriangleAlert },
  "61-90": { text: "61–90 days late", tone: "bad", icon: TriangleAlert },
  npl: { text: "Non-performing", tone: "bad", icon: Ban },
} as const satisfies Record<DelinquencyBucket, BadgeLooks>;

/** A loan's state in words, with a sign of its own: colour only repeats what they say. */
export function LoanStateBadge({ state }: { state: LoanState }) {
  return <StateBadge {...loanLooks[state]} />;
}

/** How late a loan is. */
export function DelinquencyBadge({ bucket }: { bucket: DelinquencyBucket }) {
  return <StateBadge {...bucketLooks[bucket]} />;
}

/** Any other short state: say it in words and give it a sign. */
export function StateBadge({ text, tone, icon: Icon }: BadgeLooks) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={14} strokeWidth={2.25} aria-hidden />
      {text}
    </span>
  );
}
