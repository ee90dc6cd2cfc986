import { describeStage, type InstalmentStage } from "@/lib/core/instalment-stages";
import { StageAmount } from "./stage-amount";

/** A schedule as lines of a list of facts: what is asked for at first, and then. */
export function stageEntries(stages: readonly InstalmentStage[]) {
  return stages.map((stage) => {
    const { which, what } = describeStage(stage, String);
    return { label: which, hint: what, value: <StageAmount stage={stage} /> };
  });
}

/** Do all instalments ask for the same? Then one figure says it. */
export function isOneStage(stages: readonly InstalmentStage[]): boolean {
  return stages.length === 1 && stages[0]?.kind === "level";
}
