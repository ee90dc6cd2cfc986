import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { Stat, StatRow } from "@/components/layout/stat";
import { DelinquencyBadge } from "@/components/layout/state-badge";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatRate, formatShare } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";
import type { Provision } from "@/lib/reports/provision-query";
import type { Overview } from "@/lib/reports/queries";
import { TopUpFund } from "./top-up-fund";

type ProvisionCardProps = { provision: Provision; banks: Overview["banks"]; topUp: ServerAction<object> };

/** The provision fund: what is in it, what the book asks for, and the way to feed it. */
export function ProvisionCard({ provision: { fund, required, lines }, banks, topUp }: ProvisionCardProps) {
  const missing = required - fund;
  return (
    <SectionCard
      title="Provision fund"
      description="Fed by a share of interest; takes the first loss of a write-off. What it should hold follows from how late the book is."
      action={banks.length > 0 && <TopUpFund banks={banks.map(({ id, name }) => ({ value: String(id), label: name }))} topUp={topUp} />}
      flush
    >
      <StatRow>
        <Stat label="In the fund" value={<Money minor={fund} />} hint={missing > 0n ? <><Money minor={missing} fraction="auto" /> less than required</> : "as much as is required, or more"} lead />
        <Stat label="Required" value={<Money minor={required} />} hint="outstanding × rate of the bucket" />
        <Stat label="Coverage" value={required === 0n ? "–" : formatShare(fund, required)} hint={required === 0n ? "nothing is required" : "the fund, of what is required"} />
      </StatRow>
      <SimpleTable
        caption="Required provision by bucket"
        columns={[{ header: "Bucket" }, { header: "Outstanding", align: "end" }, { header: "Rate", align: "end" }, { header: "Required", align: "end" }]}
        rows={lines.map((line) => ({
          key: line.bucket,
          muted: line.outstanding === 0n,
          cells: [<DelinquencyBadge key="bucket" bucket={line.bucket} />, <Money key="outstanding" minor={line.outstanding} />, formatRate(line.ratePpm), <Money key="required" minor={line.required} />],
        }))}
        footer={["In all", "", "", <Money key="required" minor={required} />]}
      />
    </SectionCard>
  );
}
