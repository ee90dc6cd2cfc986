"use client";

import { showNotification } from "@mantine/notifications";
import { z } from "zod";
import { CheckboxField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { loanIdInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

const withdrawInput = loanIdInput.extend({ sure: z.literal(true, { error: "Tick this to withdraw." }) });

/** Takes an application back. It cannot be undone, so it asks twice. */
export function WithdrawForm({ loanId, action }: { loanId: number; action: ServerAction<unknown> }) {
  const form = useActionForm({
    schema: withdrawInput,
    action,
    defaultValues: { loanId, sure: undefined },
    onDone: () => showNotification({ message: "Your application is withdrawn." }),
  });
  return (
    <Form form={form} label="Withdraw">
      <CheckboxField name="sure" label="I do not want this loan any more" description="You can apply again at any time." />
      <FormActions>
        <SubmitButton variant="default" size="sm">
          Withdraw the application
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
