"use client";

import { showNotification } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { MethodField } from "@/components/funding/method-field";
import { useMoneyFormat } from "@/components/layout/money-format";
import { formatDecimal } from "@/lib/core/money";
import type { PrepaymentChoice } from "@/lib/core/prepayment";
import { formatMoney } from "@/lib/format";
import { payOffLoanInput, repayLoanInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

/** What a payment answers, as far as a form needs it. */
export type PaymentAnswer = { state: string };

/** The account at the borrower's own bank that the money comes from. */
const OWN_ACCOUNT = "own-account";

/** `demo` lets the invented bank hold or refuse the payment. */
type PaymentFormProps = { loanId: number; amount: bigint; demo: boolean; action: ServerAction<PaymentAnswer> };

/** Pays an amount that was shown before: the borrower only chooses the account and confirms. */
export function RepayForm({ prepayment, label, ...payment }: PaymentFormProps & { prepayment: PrepaymentChoice; label: string }) {
  const { loanId, amount, demo, action } = payment;
  const { exponent } = useMoneyFormat();
  const onPaid = useTellPaid(loanId, amount);
  const form = useActionForm({
    schema: repayLoanInput(exponent),
    action,
    defaultValues: { loanId, amount: formatDecimal(amount, exponent), prepayment, method: OWN_ACCOUNT },
    onDone: onPaid,
  });
  return (
    <Form form={form} label={label}>
      {demo && <MethodField direction="in" />}
      <FormActions>
        <SubmitButton>{label}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** Closes the loan with exactly the payoff that was shown. When it has changed meanwhile, the page shows the new one. */
export function PayOffForm({ loanId, amount, demo, action }: PaymentFormProps) {
  const format = useMoneyFormat();
  const router = useRouter();
  const onPaid = useTellPaid(loanId, amount);
  const form = useActionForm({
    schema: payOffLoanInput(format.exponent),
    action: async (input, key) => {
      const answer = await action(input, key);
      if (!answer.ok && answer.error.code === "payoff_changed") router.refresh();
      return answer;
    },
    defaultValues: { loanId, amount: formatDecimal(amount, format.exponent), method: OWN_ACCOUNT },
    onDone: onPaid,
  });
  const label = `Pay ${formatMoney(amount, format)} and close the loan`;
  return (
    <Form form={form} label="Close early">
      {demo && <MethodField direction="in" />}
      <FormActions>
        <SubmitButton>{label}</SubmitButton>
      </FormActions>
    </Form>
  );
}

function useTellPaid(loanId: number, amount: bigint): (answer: PaymentAnswer) => void {
  const format = useMoneyFormat();
  const router = useRouter();
  return ({ state }) => {
    const paid = formatMoney(amount, format);
    const message = state === "held" ? `${paid} is on its way. It counts once your bank confirms it.` : `${paid} has arrived. Thank you.`;
    showNotification({ message });
    // A preview in the address belongs to the payment that was just made.
    router.replace(`/borrower/loans/${loanId}`, { scroll: false });
  };
}
