"use client";

import { ConfirmAction } from "@/components/forms/confirm-action";
import { DateField, SelectField, TextareaField } from "@/components/forms/fields";
import { MoneyField } from "@/components/forms/special-fields";
import { useMoneyFormat } from "@/components/layout/money-format";
import { prepaymentOptions } from "@/components/loans/prepayment-words";
import type { LoanMethod } from "@/lib/core/loan-terms";
import type { LoanState } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import { formatDate, formatMoney } from "@/lib/format";
import { recordBackdatedRepaymentInput, reverseRepaymentInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

/** Takes back a posted payment, after saying what that means for the borrower and for the funders. */
export function ReversePayment({ repaymentId, amount, valueDate, reverse }: { repaymentId: number; amount: Money; valueDate: string; reverse: ServerAction<{ loan: { state: LoanState } }> }) {
  const paid = formatMoney(amount, useMoneyFormat());
  return (
    <ConfirmAction
      schema={reverseRepaymentInput}
      action={reverse}
      defaultValues={{ repaymentId, reason: "" }}
      label="Reverse…"
      button={{ size: "xs", variant: "default" }}
      buttonLabel={`Reverse the payment of ${paid} of ${formatDate(valueDate)}`}
      title={`Reverse the payment of ${paid}?`}
      confirm="Reverse"
      confirmColor="red"
      done={({ loan }) => `The payment of ${paid} is reversed. The loan is ${loan.state}.`}
    >
      <p>
        The loan will stand as if the payment of {formatDate(valueDate)} had never been made: later payments are applied anew, and late fees that it had avoided are charged. Depositors keep
        what they were given; the platform advances it until it is paid again. It cannot be taken back, but the payment can be recorded again.
      </p>
      <TextareaField name="reason" label="Reason" description="The borrower reads it." rows={3} maxLength={400} />
    </ConfirmAction>
  );
}

type RecordEarlierPaymentProps = { loanId: number; disbursedOn: string; today: string; method: LoanMethod; record: ServerAction<object> };

/** Records money that arrived on an earlier day and was missed then. */
export function RecordEarlierPayment({ loanId, disbursedOn, today, method, record }: RecordEarlierPaymentProps) {
  const options = prepaymentOptions(method);
  const format = useMoneyFormat();
  return (
    <ConfirmAction
      schema={recordBackdatedRepaymentInput(format.exponent)}
      action={record}
      defaultValues={{ loanId, amount: "", valueDate: "", prepayment: options[0]?.value }}
      label="Record a payment of an earlier day…"
      button={{ size: "sm", variant: "default" }}
      title="Record a payment of an earlier day"
      confirm="Record"
      done={() => "The payment is recorded and counts from its own day."}
    >
      <p>For money that has arrived but was missed. It counts from that day: later payments are applied anew, and a late fee charged because it seemed to be missing falls away.</p>
      <MoneyField name="amount" label="Amount" />
      <DateField name="valueDate" label="It arrived on" min={disbursedOn} max={today} />
      {options.length > 1 && <SelectField name="prepayment" label="What is above what was due does this" options={options} />}
    </ConfirmAction>
  );
}
