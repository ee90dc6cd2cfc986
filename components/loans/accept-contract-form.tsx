"use client";

import { showNotification } from "@mantine/notifications";
import { z } from "zod";
import { CheckboxField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { acceptContractInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

const agreeInput = acceptContractInput.extend({ hasRead: z.literal(true, { error: "Tick this to accept." }) });

type AcceptContractFormProps = { loanId: number; number: string; termsHash: string; action: ServerAction<unknown> };

/** Accepts the contract that this page shows, and no other: its hash is sent along. */
export function AcceptContractForm({ loanId, number, termsHash, action }: AcceptContractFormProps) {
  const form = useActionForm({
    schema: agreeInput,
    action,
    defaultValues: { loanId, termsHash, hasRead: undefined },
    onDone: () => showNotification({ message: `Contract ${number} is accepted.` }),
  });
  return (
    <Form form={form} label="Accept the contract">
      <CheckboxField name="hasRead" label={`I have read contract ${number} and agree to it`} />
      <FormActions>
        <SubmitButton size="sm">Accept the contract</SubmitButton>
      </FormActions>
    </Form>
  );
}
