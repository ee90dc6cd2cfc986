"use client";

import { showNotification } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { PasswordField, TextField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { CodeField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { resetPasswordInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./auth-card.module.css";

type ResetPasswordFormProps = {
  action: ServerAction<unknown>;
  /** Known when a code was just asked for. */
  email?: string;
};

/** A new password, proved by the code from the mail. */
export function ResetPasswordForm({ action, email }: ResetPasswordFormProps) {
  const router = useRouter();
  const form = useActionForm({
    schema: resetPasswordInput,
    action,
    defaultValues: { email: email ?? "", code: "", newPassword: "" },
    onDone: () => {
      showNotification({ message: "Your password is changed. Sign in with the new one." });
      router.push("/sign-in");
    },
  });
  return (
    <Form form={form} label="Choose a new password">
      {email !== undefined && (
        <p role="status" className={classes.sent}>
          If there is an account with <strong>{email}</strong>, a code is on its way to it. It is valid for ten minutes.
        </p>
      )}
      <TextField name="email" label="E-mail address" type="email" autoComplete="username" inputMode="email" />
      <CodeField name="code" label="Code from the mail" />
      <PasswordField name="newPassword" label="New password" description="At least 8 characters, with a letter and a digit." autoComplete="new-password" />
      <FormActions>
        <SubmitButton fullWidth>Change the password</SubmitButton>
      </FormActions>
    </Form>
  );
}
