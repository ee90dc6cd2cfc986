"use client";

import { useRouter } from "next/navigation";
import { PasswordField, TextField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { SegmentedField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { registerInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import { addressWith } from "./use-session-start";

type SignUpFormProps = { action: ServerAction<{ userId: number }>; role: "borrower" | "depositor"; next?: string };

/** Opens an account, then asks for the code that was sent. */
export function SignUpForm({ action, role, next }: SignUpFormProps) {
  const router = useRouter();
  const form = useActionForm({
    schema: registerInput,
    action,
    defaultValues: { role, fullName: "", email: "", phone: "", password: "" },
    onDone: ({ userId }) => router.push(addressWith("/verify", { user: String(userId), purpose: "verify_email", next })),
  });
  return (
    <Form form={form} label="Open an account">
      <SegmentedField
        name="role"
        label="I want to"
        options={[
          { value: "borrower", label: "Borrow" },
          { value: "depositor", label: "Invest" },
        ]}
      />
      <TextField name="fullName" label="Full name" description="As it stands on your identity document." autoComplete="name" />
      <TextField name="email" label="E-mail address" type="email" autoComplete="email" inputMode="email" />
      <TextField name="phone" label="Phone" type="tel" autoComplete="tel" inputMode="tel" optional />
      <PasswordField name="password" label="Password" description="At least 8 characters, with a letter and a digit." autoComplete="new-password" />
      <FormActions>
        <SubmitButton fullWidth>Open the account</SubmitButton>
      </FormActions>
    </Form>
  );
}
