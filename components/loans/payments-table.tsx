import { Money } from "@/components/layout/money";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatDate } from "@/lib/format";
import type { OwnPayment } from "@/lib/loans/own-loan-query";

const columns = [
  { header: "Date" },
  { header: "Amount", align: "end" },
  { header: "Principal", align: "end" },
  { header: "Interest", align: "end" },
  { header: "Fees", align: "end" },
  { header: "State", wrap: true },
] as const;

const stateWords = {
  posted: "Received",
  held: "On its way: it counts once your bank confirms it",
  bounced: "Refused by your bank: nothing was paid",
  reversed: "Taken back: it does not count any more",
} as const satisfies Record<OwnPayment["state"], string>;

/** What the borrower paid, newest first, and what each payment went to. */
export function PaymentsTable({ payments }: { payments: readonly OwnPayment[] }) {
  return (
    <SimpleTable
      caption="Payments made"
      maxHeight={360}
      columns={columns}
      rows={payments.map((payment) => ({
        key: payment.id,
        muted: payment.state === "bounced" || payment.state === "reversed",
        cells: [
          formatDate(payment.valueDate),
          payment.state === "reversed" ? <s key="amount"><Money minor={payment.amount} /></s> : <Money key="amount" minor={payment.amount} />,
          <Money key="principal" minor={payment.principal} />,
          <Money key="interest" minor={payment.interest} />,
          <Money key="fees" minor={payment.fee + payment.penalty + payment.preClosureFee} />,
          stateOf(payment),
        ],
      }))}
    />
  );
}

function stateOf({ kind, state, reversedOn, reversalReason }: OwnPayment): string {
  if (state === "reversed" && reversedOn !== null) return `Taken back on ${formatDate(reversedOn)}, so it does not count any more: ${reversalReason ?? ""}`;
  return kind === "payoff" && state === "posted" ? "Received, paid the loan off" : stateWords[state];
}
