"use client";

import { useState } from "react";
import { TextField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { requestPasswordResetInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import { ResetPasswordForm } from "./reset-password-form";

type ForgotPasswordFormProps = { request: ServerAction<unknown>; reset: ServerAction<unknown> };

/** Asks for a code, then takes it and the new password in the same place; the address never goes into a link. */
export function ForgotPasswordForm({ request, reset }: ForgotPasswordFormProps) {
  const [email, setEmail] = useState<string | null>(null);
  return email === null ? <RequestForm action={request} onSent={setEmail} /> : <ResetPasswordForm action={reset} email={email} />;
}

function RequestForm({ action, onSent }: { action: ServerAction<unknown>; onSent: (email: string) => void }) {
  const form = useActionForm({
    schema: requestPasswordResetInput,
    action,
    defaultValues: { email: "" },
    onDone: () => onSent(form.methods.getValues("email")),
  });
  return (
    <Form form={form} label="Ask for a code">
      <TextField name="email" label="E-mail address" type="email" autoComplete="username" inputMode="email" />
      <FormActions>
        <SubmitButton fullWidth>Send me a code</SubmitButton>
      </FormActions>
    </Form>
  );
}
