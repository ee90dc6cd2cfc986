"use client";

import { ConfirmAction } from "@/components/forms/confirm-action";
import { TextareaField } from "@/components/forms/fields";
import { Change } from "@/components/layout/change";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import type { Money as Minor } from "@/lib/core/money";
import { formatDate } from "@/lib/format";
import { undoDisbursementInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import { loanNumber } from "./loan-words";

type UndoDisbursementProps = { loanId: number; borrowerName: string; principal: Minor; originationFee: Minor; disbursedOn: string; undo: ServerAction<object> };

/** A loan on which nothing was paid yet: its payout may still come back from the borrower's bank. */
export function UndoDisbursement({ loanId, borrowerName, principal, originationFee, disbursedOn, undo }: UndoDisbursementProps) {
  return (
    <SectionCard
      title="Payout"
      description={`Sent to ${borrowerName} on ${formatDate(disbursedOn)}. Until something is paid on the loan, the receiving bank may still send it back.`}
      action={
        <ConfirmAction
          schema={undoDisbursementInput}
          action={undo}
          defaultValues={{ loanId, reason: "" }}
          label="It came back…"
          button={{ size: "sm", variant: "default" }}
          title={`Did the payout of loan ${loanNumber(loanId)} come back?`}
          confirm="Undo the payout"
          confirmColor="red"
          done={() => `The payout of loan ${loanNumber(loanId)} is undone; its funders have their money back.`}
        >
          <KeyValues
            entries={[
              { label: "Owed to the funders", value: <Change now={<Money minor={principal} />} then={<Money minor={0n} />} />, strong: true },
              { label: "Back from the rail", value: <Money minor={principal - originationFee} /> },
              { label: "Origination fee that is undone", value: <Money minor={originationFee} /> },
            ]}
          />
          <p>
            The loan was then never lent: its funders have their money back in full and it waits again, the schedule goes, and the loan is withdrawn. The borrower owes nothing and gets a letter. It
            cannot be taken back.
          </p>
          <TextareaField name="reason" label="Reason" description="Kept with the loan; the borrower reads it." rows={3} maxLength={400} />
        </ConfirmAction>
      }
    >
      <KeyValues entries={[{ label: "Paid out", value: <Money minor={principal - originationFee} /> }]} />
    </SectionCard>
  );
}
