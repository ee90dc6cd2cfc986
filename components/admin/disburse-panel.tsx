"use client";

import { ConfirmAction } from "@/components/forms/confirm-action";
import { TextareaField } from "@/components/forms/fields";
import { SegmentedField } from "@/components/forms/special-fields";
import { useMoneyFormat } from "@/components/layout/money-format";
import type { Money } from "@/lib/core/money";
import { formatMoney, formatPlural } from "@/lib/format";
import { disburseLoanInput, rejectLoanInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import { loanNumber } from "./loan-words";

type DisburseButtonProps = {
  loanId: number;
  borrowerName: string;
  /** The money is held for the loan since its approval. */
  isHeld: boolean;
  /** What reaches the borrower: the principal less the origination fee. */
  paidOut: Money;
  principal: Money;
  /** Only a demo's rail can be told to refuse. */
  demo: boolean;
  disburse: ServerAction<{ funders: number; bankTile: Money }>;
};

/** Pays out an approved loan, after saying what will happen. */
export function DisburseButton({ loanId, borrowerName, isHeld, paidOut, principal, demo, disburse }: DisburseButtonProps) {
  const format = useMoneyFormat();
  const write = (minor: Money) => formatMoney(minor, format);
  return (
    <ConfirmAction
      schema={disburseLoanInput}
      action={disburse}
      defaultValues={{ loanId, method: "own-account" }}
      label="Disburse"
      button={{ size: "md" }}
      title={`Pay out loan ${loanNumber(loanId)}?`}
      confirm={`Pay out ${write(paidOut)}`}
      done={({ funders, bankTile }) =>
        `Loan ${loanNumber(loanId)} is paid out, funded by ${formatPlural(funders, "depositor")}${bankTile > 0n ? ` and the bank with ${write(bankTile)}` : ""}.`
      }
    >
      <p>
        {write(principal)} {isHeld ? "that is held for this loan is lent" : "is taken from depositors’ waiting money and the bank’s own share"}, and {write(paidOut)} goes to {borrowerName}. The schedule
        begins today. {isHeld ? "If the transfer is refused, the money stays held." : "If the money is not there, nothing happens at all."}
      </p>
      {demo && (
        <SegmentedField
          name="method"
          label="In the demo, the receiving bank"
          options={[
            { value: "own-account", label: "accepts" },
            { value: "sandbox-bounce", label: "refuses" },
          ]}
        />
      )}
    </ConfirmAction>
  );
}

type RevokeButtonProps = Pick<DisburseButtonProps, "loanId" | "borrowerName" | "isHeld"> & { reject: ServerAction<object> };

/** Takes the approval of a loan back that is not paid out, with a reason that the borrower reads. */
export function RevokeButton({ loanId, borrowerName, isHeld, reject }: RevokeButtonProps) {
  return (
    <ConfirmAction
      schema={rejectLoanInput}
      action={reject}
      defaultValues={{ loanId, reason: "", revokesApproval: true }}
      label="Take the approval back…"
      button={{ variant: "default", size: "md" }}
      title={`Take the approval of loan ${loanNumber(loanId)} back?`}
      confirm="Reject the loan"
      confirmColor="red"
      done={() => `The approval of loan ${loanNumber(loanId)} of ${borrowerName} is taken back.`}
    >
      <p>
        The loan is rejected for good, and the borrower reads this reason. {isHeld ? "The money that is held for it waits again." : "No money has moved for it."}
      </p>
      <TextareaField name="reason" label="Reason" rows={4} maxLength={400} />
    </ConfirmAction>
  );
}
