"use client";

import { ConfirmAction } from "@/components/forms/confirm-action";
import { DateField, SelectField, TextareaField } from "@/components/forms/fields";
import { MoneyField } from "@/components/forms/special-fields";
import { Change } from "@/components/layout/change";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { useMoneyFormat } from "@/components/layout/money-format";
import { prepaymentOptions } from "@/components/loans/prepayment-words";
import type { LoanMethod } from "@/lib/core/loan-terms";
import type { LoanState } from "@/lib/core/loan";
import type { Money as Minor } from "@/lib/core/money";
import { formatDate, formatMoney } from "@/lib/format";
import { recordBackdatedRepaymentInput, reverseRepaymentInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

type ReversePaymentProps = {
  repaymentId: number;
  amount: Minor;
  valueDate: string;
  /** What is owed of a loan that was written off; null for any other. */
  debt: Minor | null;
  reverse: ServerAction<{ loan: { state: LoanState } }>;
};

/** Takes back a posted payment, after saying what that means for the borrower and for the funders. */
export function ReversePayment({ repaymentId, amount, valueDate, debt, reverse }: ReversePaymentProps) {
  const format = useMoneyFormat();
  const paid = formatMoney(amount, format);
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
      done={({ loan }) => (debt === null ? `The payment of ${paid} is reversed. The loan is ${loan.state}.` : `The payment of ${paid} is reversed. ${formatMoney(debt + amount, format)} is owed.`)}
    >
      {debt === null ? (
        <p>
          The loan will stand as if the payment of {formatDate(valueDate)} had never been made: later payments are applied anew, and late fees that it had avoided are charged. Depositors keep
          what they were given; the platform advances it until it is paid again. It cannot be taken back, but the payment can be recorded again.
        </p>
      ) : (
        <>
          <KeyValues entries={[{ label: "The borrower owes", value: <Change now={<Money minor={debt} />} then={<Money minor={debt + amount} />} />, strong: true }]} />
          <p>
            Nothing else is added: the schedule of a loan that was written off is not applied anew. The funders and the provision fund keep what they were given. The platform loses it at once, and
            recoveries return it after the funders and the fund. It cannot be taken back; money that comes in after all is recorded as a recovery.
          </p>
        </>
      )}
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
