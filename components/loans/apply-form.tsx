"use client";

import { useRouter } from "next/navigation";
import { TextField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { LinkButton } from "@/components/layout/link-button";
import { useMoneyFormat } from "@/components/layout/money-format";
import { formatDecimal } from "@/lib/core/money";
import { applyForLoanInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

type ApplyFormProps = {
  action: ServerAction<{ loanId: number }>;
  productId: number;
  amount: bigint;
  instalments: number;
  /** Back to the choice of amount and term. */
  backHref: string;
};

/** The last step of an application: what it is for, and the signature. */
export function ApplyForm({ action, productId, amount, instalments, backHref }: ApplyFormProps) {
  const { exponent } = useMoneyFormat();
  const router = useRouter();
  const form = useActionForm({
    schema: applyForLoanInput(exponent),
    action,
    defaultValues: { productId, amount: formatDecimal(amount, exponent), instalments, purpose: "" },
    onDone: ({ loanId }) => router.replace(`/borrower/loans/apply/${loanId}`),
  });
  return (
    <Form form={form} label="Apply">
      <TextField name="purpose" label="What is the loan for?" description="A few words, for the officer who decides." maxLength={200} optional />
      <FormActions>
        <SubmitButton>Apply for this loan</SubmitButton>
        <LinkButton href={backHref} variant="default" size="md">
          Change amount or term
        </LinkButton>
      </FormActions>
    </Form>
  );
}
