import { Check, CircleX, Clock, Undo2 } from "lucide-react";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { StateBadge } from "@/components/layout/state-badge";
import { SimpleTable } from "@/components/tables/simple-table";
import type { LoanState } from "@/lib/core/loan";
import { formatDate } from "@/lib/format";
import type { LoanFile, LoanRepayment } from "@/lib/loans/loan-file-queries";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./admin.module.css";
import { RecordEarlierPayment, ReversePayment } from "./correct-payments";

type RepaymentsCardProps = { file: LoanFile; reverse: ServerAction<{ loan: { state: LoanState } }>; record: ServerAction<object> };

/** The borrower's payments, what each paid, and the ways to put them right. */
export function RepaymentsCard({ file, reverse, record }: RepaymentsCardProps) {
  const { repayments, loan, today, debt } = file;
  return (
    <SectionCard
      title="Payments"
      flush={repayments.length > 0}
      action={loan.state === "active" && loan.disbursedOn !== null && <RecordEarlierPayment loanId={loan.id} disbursedOn={loan.disbursedOn} today={today} method={loan.method} record={record} />}
    >
      {repayments.length === 0 ? (
        <p className={classes.dim}>None yet.</p>
      ) : (
        <SimpleTable
          caption="Payments"
          maxHeight={420}
          columns={[
            { header: "Date" },
            { header: "Amount", align: "end" },
            { header: "Principal", align: "end" },
            { header: "Interest", align: "end" },
            { header: "Fees", align: "end" },
            { header: "State", wrap: true },
            { header: "Actions", align: "end" },
          ]}
          rows={repayments.map((repayment) => ({
            key: repayment.id,
            muted: repayment.state === "bounced" || repayment.state === "reversed",
            cells: cellsOf(repayment, { debt, reverse }),
          }))}
        />
      )}
    </SectionCard>
  );
}

const looks = {
  held: { text: "Held at the rail", tone: "warn", icon: Clock },
  posted: { text: "Posted", tone: "good", icon: Check },
  bounced: { text: "Bounced", tone: "bad", icon: CircleX },
  reversed: { text: "Reversed", tone: "bad", icon: Undo2 },
} as const satisfies Record<LoanRepayment["state"], object>;

function cellsOf(repayment: LoanRepayment, { debt, reverse }: Pick<LoanFile, "debt"> & Pick<RepaymentsCardProps, "reverse">) {
  const { id, state, amount, valueDate, fees, reversedOn, reversalReason } = repayment;
  return [
    <span key="date" className={classes.twoLines}>
      <span>{formatDate(valueDate)}</span>
      <span>{whatOf(repayment)}</span>
    </span>,
    state === "reversed" ? <s key="amount"><Money minor={amount} /></s> : <Money key="amount" minor={amount} />,
    <Money key="principal" minor={repayment.principal} />,
    <Money key="interest" minor={repayment.interest} />,
    fees === 0n ? "–" : <Money key="fees" minor={fees} />,
    <span key="state" className={classes.twoLines}>
      <StateBadge {...looks[state]} />
      {reversedOn !== null && <span>{`${formatDate(reversedOn)}: ${reversalReason ?? ""}`}</span>}
    </span>,
    state === "posted" ? <ReversePayment key="reverse" repaymentId={id} amount={amount} valueDate={valueDate} debt={debt} reverse={reverse} /> : "",
  ];
}

function whatOf({ kind, entryId }: LoanRepayment): string {
  if (kind === "payoff") return "Payoff";
  return entryId === null ? "Instalment" : `Entry ${entryId}`;
}
