"use client";

import { useRouter } from "next/navigation";
import { PasswordField, TextField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import type { SignInAnswer } from "@/lib/identity/operations/sign-in";
import { signInInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import { BankSession } from "./bank-session";
import { addressWith, useSessionStart } from "./use-session-start";

type SignInFormProps = {
  action: ServerAction<SignInAnswer>;
  /** Where to go afterwards; the person's own area when nothing is said. */
  next?: string;
  /** Which login is meant, where one address has several. */
  role?: "borrower" | "depositor" | "admin";
};

/** Address and password; then the session, or the page that asks for a code. */
export function SignInForm(props: SignInFormProps) {
  return (
    <BankSession>
      <Fields {...props} />
    </BankSession>
  );
}

function Fields({ action, next, role }: SignInFormProps) {
  const router = useRouter();
  const session = useSessionStart(next);
  const form = useActionForm({
    schema: signInInput,
    action,
    defaultValues: { email: "", password: "", role },
    onDone: (answer) => {
      if (answer.status === "signed_in") session.start(answer.ticket);
      else router.push(addressWith("/verify", { user: String(answer.userId), purpose: answer.purpose, next }));
    },
  });
  return (
    <Form form={form} label="Sign in">
      <TextField name="email" label="E-mail address" type="email" autoComplete="username" inputMode="email" />
      <PasswordField name="password" label="Password" autoComplete="current-password" />
      <FormActions>
        <SubmitButton fullWidth {...(session.starting && { loading: true })}>
          Sign in
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
