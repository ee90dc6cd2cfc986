import type { LoanState } from "@/lib/core/loan";
import { refuse } from "@/lib/platform/errors";

/** Refuses what only a running loan allows: `loan_written_off`, else `loan_not_active`. */
export function refuseUnlessActive({ state }: { state: LoanState }): void {
  if (state === "written_off") refuse("loan_written_off");
  if (state !== "active") refuse("loan_not_active");
}
