import { Alert } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { Change } from "@/components/layout/change";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import type { LoanOutlook } from "@/lib/core/loan-outlook";
import { formatDate } from "@/lib/format";
import type { RepaymentPreview } from "@/lib/loans/repayment-preview-query";

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
        <KeyValues
          entries={[
            { label: "Instalments left", value: <Change now={before.instalmentsLeft} then={after.instalmentsLeft} /> },
            { label: "Next instalment", value: <Change now={amountOrDash(before)} then={amountOrDash(after)} /> },
            { label: "It is due", value: <Change now={dateOrDash(before.next?.dueOn ?? null)} then={dateOrDash(after.next?.dueOn ?? null)} /> },
            { label: "Last one due", value: <Change now={dateOrDash(before.lastDueOn)} then={dateOrDash(after.lastDueOn)} /> },
            { label: "Left to pay", value: <Change now={<Money minor={before.leftToPay} />} then={<Money minor={after.leftToPay} />} /> },
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

function dateOrDash(date: string | null): string {
  return date === null ? "–" : formatDate(date);
}
