"use client";

import { showNotification } from "@mantine/notifications";
import { PasswordField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { changePasswordInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

/** The current password and a new one. This browser stays signed in, every other is signed out. */
export function ChangePasswordForm({ action }: { action: ServerAction<unknown> }) {
  const form = useActionForm({
    schema: changePasswordInput,
    action,
    defaultValues: { currentPassword: "", newPassword: "" },
    resetOnDone: true,
    onDone: () => showNotification({ message: "Your password is changed. Every other sign-in was ended." }),
  });
  return (
    <Form form={form} label="Change the password">
      <PasswordField name="currentPassword" label="Current password" autoComplete="current-password" />
      <PasswordField name="newPassword" label="New password" description="At least 8 characters, with a letter and a digit." autoComplete="new-password" />
      <FormActions>
        <SubmitButton>Change the password</SubmitButton>
      </FormActions>
    </Form>
  );
}
