"use client";

import { z } from "zod";
import { SelectField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { MoneyField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { useLook } from "@/components/forms/use-look";
import { useMoneyFormat } from "@/components/layout/money-format";
import type { LoanMethod } from "@/lib/core/loan-terms";
import { prepaymentChoices, type PrepaymentChoice } from "@/lib/core/prepayment";
import { previewRepaymentInput } from "@/lib/loans/schemas";
import { prepaymentOptions } from "./prepayment-words";

/** The form's values as they are sent; `previewRepaymentInput` has checked them by then. */
const sentPreview = z.object({ amount: z.string(), prepayment: z.enum(prepaymentChoices) });

type OtherAmountFormProps = {
  loanId: number;
  /** What is previewed now, as a decimal text; empty before the first look. */
  amount: string;
  prepayment: PrepaymentChoice;
  /** Not every choice makes a difference on every kind of loan. */
  method: LoanMethod;
  /** Instalments in grace stay as they were agreed, whatever is paid early. */
  hasGrace: boolean;
};

/** Asks for an amount and what it should do; the page then shows the effect, and nothing is paid yet. */
export function OtherAmountForm({ loanId, amount, prepayment, method, hasGrace }: OtherAmountFormProps) {
  const options = prepaymentOptions(method);
  const { exponent } = useMoneyFormat();
  const look = useLook(`/borrower/loans/${loanId}`);
  const form = useActionForm({
    schema: previewRepaymentInput(exponent),
    action: async (input) => look(sentPreview.parse(input)),
    defaultValues: { loanId, amount, prepayment: options.some(({ value }) => value === prepayment) ? prepayment : options[0]?.value },
  });
  return (
    <Form form={form} label="Another amount">
      <MoneyField name="amount" label="Amount" description="It pays what is due first. Only what is above that is paid early." />
      {options.length > 1 && (
        <SelectField name="prepayment" label="What early money should do" options={options} description={hasGrace ? "It pays the interest up to today first. The instalments with grace stay as agreed." : undefined} />
      )}
      <FormActions>
        <SubmitButton variant="default">See what it does</SubmitButton>
      </FormActions>
    </Form>
  );
}
