"use client";

import { useRouter } from "next/navigation";
import { z } from "zod";
import { SelectField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { MoneyField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { useMoneyFormat } from "@/components/layout/money-format";
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
  /** Interest of a flat loan is owed to the end, so early money has only one way to go. */
  isFlat: boolean;
};

/** Asks for an amount and what it should do; the page then shows the effect, and nothing is paid yet. */
export function OtherAmountForm({ loanId, amount, prepayment, isFlat }: OtherAmountFormProps) {
  const { exponent } = useMoneyFormat();
  const router = useRouter();
  const form = useActionForm({
    schema: previewRepaymentInput(exponent),
    // Looking is not doing: the choice goes into the address, and the server draws what it would do.
    action: async (input) => {
      const { amount: asked, prepayment: choice } = sentPreview.parse(input);
      router.push(`/borrower/loans/${loanId}?amount=${encodeURIComponent(asked)}&prepayment=${choice}`, { scroll: false });
      return { ok: true, data: null };
    },
    defaultValues: { loanId, amount, prepayment },
  });
  return (
    <Form form={form} label="Another amount">
      <MoneyField name="amount" label="Amount" description="It pays what is due first. Only what is above that is paid early." />
      {!isFlat && <SelectField name="prepayment" label="What early money should do" options={prepaymentOptions} />}
      <FormActions>
        <SubmitButton variant="default">See what it does</SubmitButton>
      </FormActions>
    </Form>
  );
}
