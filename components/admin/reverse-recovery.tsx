"use client";

import { ConfirmAction } from "@/components/forms/confirm-action";
import { TextareaField } from "@/components/forms/fields";
import { Change } from "@/components/layout/change";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { useMoneyFormat } from "@/components/layout/money-format";
import type { Money as Minor } from "@/lib/core/money";
import { formatDate, formatMoney } from "@/lib/format";
import { reverseRecoveryInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

type ReverseRecoveryProps = { recoveryId: number; amount: Minor; fees: Minor; on: string; owed: Minor; reverse: ServerAction<{ owed: Minor }> };

/** Takes back money that was recorded for a written-off loan, after saying who bears it. */
export function ReverseRecovery({ recoveryId, amount, fees, on, owed, reverse }: ReverseRecoveryProps) {
  const format = useMoneyFormat();
  const recovered = formatMoney(amount, format);
  return (
    <ConfirmAction
      schema={reverseRecoveryInput}
      action={reverse}
      defaultValues={{ recoveryId, reason: "" }}
      label="Take back…"
      button={{ size: "xs", variant: "default" }}
      buttonLabel={`Take back the recovery of ${recovered} of ${formatDate(on)}`}
      title={`Take back the recovery of ${recovered}?`}
      confirm="Take back"
      confirmColor="red"
      done={(reversed) => `The recovery of ${recovered} is taken back. ${formatMoney(reversed.owed, format)} is owed.`}
    >
      <KeyValues
        entries={[
          { label: "The borrower owes", value: <Change now={<Money minor={owed} />} then={<Money minor={owed + amount} />} />, strong: true },
          { label: "The platform bears", hint: fees > 0n ? "the fees are the bank’s and go back" : undefined, value: <Money minor={amount - fees} /> },
        ]}
      />
      <p>
        For money that bounced, or was recorded by mistake. The funders and the provision fund keep what they had of it. The next recoveries return that to the platform first, so nobody is paid
        twice. It cannot be undone, but the money can be recorded again.
      </p>
      <TextareaField name="reason" label="Reason" description="The borrower reads it." rows={3} maxLength={400} />
    </ConfirmAction>
  );
}
