import { Money } from "@/components/layout/money";
import type { InstalmentStage } from "@/lib/core/instalment-stages";

/** What the instalments of a stage ask for, one amount or a span, as `describeStage` says it in a text. */
export function StageAmount({ stage: { kind, highest, lowest } }: { stage: InstalmentStage }) {
  if (highest === lowest) return <Money minor={highest} />;
  return kind === "falling" ? (
    <>
      <Money minor={highest} />, falling to <Money minor={lowest} />
    </>
  ) : (
    <>
      <Money minor={lowest} /> to <Money minor={highest} />
    </>
  );
}
