import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { DelinquencyBadge } from "@/components/layout/state-badge";
import { formatRate, formatShare } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";
import type { Provision } from "@/lib/reports/provision-query";
import type { Overview } from "@/lib/reports/queries";
import classes from "./admin.module.css";
import { TopUpFund } from "./top-up-fund";

type ProvisionCardProps = { provision: Provision; banks: Overview["banks"]; topUp: ServerAction<{ amount: bigint }> };

/** The provision fund: what is in it, what the book asks for, and the way to feed it. */
export function ProvisionCard({ provision: { fund, required, lines }, banks, topUp }: ProvisionCardProps) {
  const missing = required - fund;
  const asking = lines.filter((line) => line.required > 0n);
  return (
    <SectionCard
      title="Provision fund"
      description="Fed by a share of interest; takes the first loss of a write-off. Required is what is outstanding by the rate of its bucket."
      action={banks.length > 0 && <TopUpFund banks={banks.map(({ id, name }) => ({ value: String(id), label: name }))} fund={fund} topUp={topUp} />}
    >
      <div className={classes.stack}>
        <KeyValues
          entries={[
            { label: "In the fund", value: <Money minor={fund} />, strong: true },
            { label: "Required", value: <Money minor={required} /> },
            {
              label: "Coverage",
              hint: missing > 0n ? <><Money minor={missing} fraction="auto" /> less than required</> : "as much as is required, or more",
              value: required === 0n ? "–" : formatShare(fund, required),
            },
          ]}
        />
        {asking.length > 0 && (
          <KeyValues
            entries={asking.map((line) => ({
              label: <DelinquencyBadge bucket={line.bucket} />,
              hint: <>{formatRate(line.ratePpm)} of <Money minor={line.outstanding} fraction="auto" /></>,
              value: <Money minor={line.required} />,
            }))}
          />
        )}
      </div>
    </SectionCard>
  );
}
