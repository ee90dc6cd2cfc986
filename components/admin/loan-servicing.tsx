import { Check, CircleDashed, CircleOff, Clock, TriangleAlert } from "lucide-react";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { StateBadge } from "@/components/layout/state-badge";
import { SimpleTable } from "@/components/tables/simple-table";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money as Minor } from "@/lib/core/money";
import type { ServicedInstalment } from "@/lib/core/repayment";
import { formatDate } from "@/lib/format";
import type { LoanFile } from "@/lib/loans/loan-file-queries";

const write = (minor: Minor) => <Money minor={minor} />;

/** The instalments with what is paid of each. */
export function InstalmentsCard({ file }: { file: LoanFile }) {
  const { instalments, today, loan } = file;
  const lines = instalments.map((line) => ({ ...line, asked: askedOf(line), paid: paidOf(line) }));
  const sum = (read: (line: (typeof lines)[number]) => Minor) => write(lines.reduce((total, line) => total + read(line), 0n));
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
        rows={lines.map((line) => ({
          key: line.number,
          muted: line.paid >= line.asked,
          cells: [
            line.number,
            formatDate(line.dueOn),
            write(line.principal),
            write(line.interest),
            line.fee + line.penalty === 0n ? "–" : write(line.fee + line.penalty),
            write(line.asked),
            line.paid === 0n ? "–" : write(line.paid),
            <InstalmentBadge key="state" asked={line.asked} paid={line.paid} dueOn={line.dueOn} today={today} />,
          ],
        }))}
        footer={["", "In all", sum((line) => line.principal), sum((line) => line.interest), sum((line) => line.fee + line.penalty), sum((line) => line.asked), sum((line) => line.paid), ""]}
      />
    </SectionCard>
  );
}

function askedOf({ principal, interest, fee, penalty }: ServicedInstalment): Minor {
  return principal + interest + fee + penalty;
}

function paidOf({ principalPaid, interestPaid, feePaid, penaltyPaid }: ServicedInstalment): Minor {
  return principalPaid + interestPaid + feePaid + penaltyPaid;
}

function InstalmentBadge({ asked, paid, dueOn, today }: { asked: Minor; paid: Minor; dueOn: BusinessDate; today: BusinessDate }) {
  if (asked === 0n) return <StateBadge text="Nothing to pay" tone="neutral" icon={CircleOff} />;
  if (paid >= asked) return <StateBadge text="Paid" tone="good" icon={Check} />;
  if (dueOn < today) return <StateBadge text={paid > 0n ? "Late, part paid" : "Late"} tone="bad" icon={TriangleAlert} />;
  if (dueOn === today) return <StateBadge text="Due today" tone="warn" icon={Clock} />;
  return <StateBadge text={paid > 0n ? "Part paid" : "To come"} tone="neutral" icon={CircleDashed} />;
}
