"use client";

import { Button } from "@mantine/core";
import { showNotification } from "@mantine/notifications";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { CodeField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { resendCodeInput, verifyCodeInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./auth-card.module.css";
import { BankSession } from "./bank-session";
import { useSessionStart } from "./use-session-start";

type VerifyFormProps = {
  userId: number;
  /** Checks the code and answers with a ticket. */
  verify: ServerAction<{ ticket: string }>;
  resend: ServerAction<unknown>;
  next?: string;
};

/** The six digits, and a way to get new ones. */
export function VerifyForm(props: VerifyFormProps) {
  return (
    <BankSession>
      <CodeForm {...props} />
      <ResendForm {...props} />
    </BankSession>
  );
}

function CodeForm({ userId, verify, next }: VerifyFormProps) {
  const session = useSessionStart(next);
  const form = useActionForm({
    schema: verifyCodeInput,
    action: async (input, key) => {
      const answer = await verify(input, key);
      // Six full boxes would send themselves at the next digit typed, and use up a try.
      if (!answer.ok) form.methods.setValue("code", "");
      return answer;
    },
    defaultValues: { userId, code: "" },
    onDone: ({ ticket }) => session.start(ticket),
  });
  return (
    <Form form={form} label="Confirm the code">
      <CodeField name="code" label="Your code" onComplete={form.submit} />
      <FormActions>
        <SubmitButton fullWidth {...(session.starting && { loading: true })}>
          Confirm
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

function ResendForm({ userId, resend }: VerifyFormProps) {
  const form = useActionForm({
    schema: resendCodeInput,
    action: resend,
    defaultValues: { userId },
    onDone: () => showNotification({ message: "A new code is on its way. The one before no longer works." }),
  });
  return (
    <div className={classes.second}>
      <Form form={form} label="Send a new code">
        <p className={classes.resend}>
          Nothing arrived?
          <Button type="submit" variant="subtle" size="compact-md" loading={form.sending}>
            Send a new code
          </Button>
        </p>
      </Form>
    </div>
  );
}
