import { Check, CircleDashed, CircleOff, Clock, TriangleAlert } from "lucide-react";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { StateBadge } from "@/components/layout/state-badge";
import { instalmentStateInWords } from "@/components/loans/instalment-words";
import { SimpleTable } from "@/components/tables/simple-table";
import type { BusinessDate } from "@/lib/core/business-date";
import { instalmentStateOn, paidOf, totalOf, unpaidOf, type ServicedInstalment } from "@/lib/core/loan-account";
import type { Money as Minor } from "@/lib/core/money";
import { formatDate } from "@/lib/format";
import type { LoanFile } from "@/lib/loans/loan-file-queries";

const write = (minor: Minor) => <Money minor={minor} />;

/** The instalments with what is paid of each. */
export function InstalmentsCard({ file }: { file: LoanFile }) {
  const { instalments, totals: { asked, left }, today, loan } = file;
  return (
    <SectionCard
      title="Schedule"
      description={loan.disbursedOn === null ? "As it would be if the loan were paid out today." : "What every instalment asks for, and what is paid of it."}
      flush
    >
      <SimpleTable
        caption="Instalments"
        maxHeight={460}
        columns={[
          { header: "No.", align: "end" },
          { header: "Due" },
          { header: "Principal", align: "end" },
          { header: "Interest", align: "end" },
          { header: "Fees", align: "end" },
          { header: "In all", align: "end" },
          { header: "Paid", align: "end" },
          { header: "State" },
        ]}
        rows={instalments.map((line) => ({
          key: line.number,
          muted: totalOf(unpaidOf(line)) === 0n,
          cells: [
            line.number,
            formatDate(line.dueOn),
            write(line.principal),
            write(line.interest),
            line.fee + line.penalty === 0n ? "–" : write(line.fee + line.penalty),
            write(totalOf(line)),
            paidOf(line) === 0n ? "–" : write(paidOf(line)),
            <InstalmentBadge key="state" instalment={line} today={today} />,
          ],
        }))}
        footer={["", "In all", write(asked.principal), write(asked.interest), write(asked.fee + asked.penalty), write(totalOf(asked)), write(totalOf(asked) - totalOf(left)), ""]}
      />
    </SectionCard>
  );
}

const stateLooks = {
  paid: { tone: "good", icon: Check },
  overdue: { tone: "bad", icon: TriangleAlert },
  due: { tone: "warn", icon: Clock },
  upcoming: { tone: "neutral", icon: CircleDashed },
} as const;

function InstalmentBadge({ instalment, today }: { instalment: ServicedInstalment; today: BusinessDate }) {
  const looks = totalOf(instalment) === 0n ? ({ tone: "neutral", icon: CircleOff } as const) : stateLooks[instalmentStateOn(instalment, today)];
  return <StateBadge text={instalmentStateInWords(instalment, today)} {...looks} />;
}
