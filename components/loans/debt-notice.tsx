import { Alert } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { formatDate } from "@/lib/format";
import type { OwnDebt } from "@/lib/loans/own-loan-query";

/** A loan that was written off, to its borrower: what is still owed, that it does not grow, and whom to talk to. */
export function DebtNotice({ debt, bankName }: { debt: OwnDebt; bankName: string }) {
  if (debt.total === 0n) {
    return (
      <Alert role="status" color="green" variant="light" title="Everything is paid">
        This loan was written off on {formatDate(debt.writtenOffOn)}, and all that was owed has come in since. Nothing more is owed.
      </Alert>
    );
  }
  return (
    <>
      <Alert role="status" color="red" variant="light" icon={<CircleAlert size={20} aria-hidden />} title={<>You still owe <Money minor={debt.total} /></>}>
        <p>
          This loan was not paid for 90 days or more and was written off on {formatDate(debt.writtenOffOn)}. The debt stays, but no interest and no fee is added to it. Its schedule has ended, so it cannot be paid
          on this page: talk to {bankName} and agree how to pay, also in small parts.
        </p>
      </Alert>
      <SectionCard title="What is still owed" description="A payment goes to the principal first.">
        <KeyValues
          entries={[
            { label: "Principal", value: <Money minor={debt.principal} /> },
            { label: "Interest", value: <Money minor={debt.interest} /> },
            { label: "Fees and penalties", value: <Money minor={debt.fees} /> },
            { label: "In all, still owed", value: <Money minor={debt.total} />, strong: true },
            { label: "Paid since it was written off", value: <Money minor={debt.recovered} /> },
          ]}
        />
      </SectionCard>
    </>
  );
}
