"use client";

import { SegmentedField } from "@/components/forms/special-fields";
import { useMoneyFormat } from "@/components/layout/money-format";
import type { Money } from "@/lib/core/money";
import { formatMoney, formatPlural } from "@/lib/format";
import { disburseLoanInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import { ConfirmAction } from "./confirm-action";
import { loanNumber } from "./loan-words";

type DisburseButtonProps = {
  loanId: number;
  borrowerName: string;
  /** What reaches the borrower: the principal less the origination fee. */
  paidOut: Money;
  principal: Money;
  /** Only a demo's rail can be told to refuse. */
  demo: boolean;
  disburse: ServerAction<{ funders: number; bankTile: Money }>;
};

/** Pays out an approved loan, after saying what will happen. */
export function DisburseButton({ loanId, borrowerName, paidOut, principal, demo, disburse }: DisburseButtonProps) {
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
        {write(principal)} is taken from depositors’ waiting money and the bank’s own share, and {write(paidOut)} goes to {borrowerName}. The schedule begins today. If the money is not
        there, nothing happens at all.
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
