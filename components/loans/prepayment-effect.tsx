import { Alert } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatDate } from "@/lib/format";
import type { LoanOutlook, RepaymentPreview } from "@/lib/loans/repayment-preview-query";

/** What a payment would do: how it is divided, and the loan before and after it. */
export function PrepaymentEffect({ preview }: { preview: RepaymentPreview }) {
  if (!preview.ok) return <NotPossible preview={preview} />;
  const { applied, before, after, interestSaved, paidOff } = preview;
  const fees = applied.fee + applied.penalty;
  return (
    <>
      <KeyValues
        entries={[
          ...(fees > 0n ? [{ label: "Late fees", value: <Money minor={fees} /> }] : []),
          { label: "Interest", value: <Money minor={applied.interest} /> },
          { label: "Principal", value: <Money minor={applied.principal} /> },
          { label: "You pay", value: <Money minor={preview.amount} />, strong: true },
        ]}
      />
      {paidOff ? (
        <p>This pays the loan in full. Nothing is owed afterwards.</p>
      ) : (
        <SimpleTable
          caption="The loan before and after this payment"
          columns={[{ header: "The loan" }, { header: "Now", align: "end" }, { header: "Afterwards", align: "end" }]}
          rows={[
            { key: "left", cells: ["Instalments left", before.instalmentsLeft, after.instalmentsLeft] },
            { key: "next", cells: ["Next instalment", amountOrDash(before), amountOrDash(after)] },
            { key: "due", cells: ["It is due", dateOrDash(before.next?.dueOn), dateOrDash(after.next?.dueOn)] },
            { key: "last", cells: ["Last one due", dateOrDash(before.lastDueOn), dateOrDash(after.lastDueOn)] },
            { key: "owed", cells: ["Left to pay", <Money key="now" minor={before.leftToPay} />, <Money key="then" minor={after.leftToPay} />] },
          ]}
        />
      )}
      {interestSaved > 0n && (
        <p>
          It saves you <Money minor={interestSaved} /> of interest.
        </p>
      )}
    </>
  );
}

function NotPossible({ preview }: { preview: Extract<RepaymentPreview, { ok: false }> }) {
  return (
    <Alert role="status" color="yellow" variant="light" icon={<CircleAlert size={18} aria-hidden />}>
      {preview.reason === "closes_loan" ? (
        "This would pay the loan in full before it is due. Use “Close early”: it shows the whole amount with the pre-closure fee."
      ) : (
        <>
          This is more than you owe. Pay at most <Money minor={preview.payoff} />.
        </>
      )}
    </Alert>
  );
}

function amountOrDash({ next }: LoanOutlook) {
  return next === null ? "–" : <Money minor={next.amount} />;
}

function dateOrDash(date: string | null | undefined): string {
  return date == null ? "–" : formatDate(date);
}
