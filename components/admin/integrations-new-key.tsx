"use client";

import { TextField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { CheckboxListField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { scopeNames } from "@/lib/core/permissions";
import { createApiKeyInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import { SecretDialog } from "./integrations-secret";
import { scopeWords } from "./integrations-words";

type CreateKey = ServerAction<{ key: string }>;

const choices = scopeNames.map((scope) => ({ value: scope, label: scopeWords[scope].label, description: scopeWords[scope].text }));

const WHAT = "A key for a partner’s system";

/** Makes a key, and shows it this once. */
export function NewKeyButton({ create }: { create: CreateKey }) {
  return (
    <SecretDialog label="New key" titles={{ form: WHAT, made: "The new key" }} form={(onMade) => <KeyForm create={create} onMade={onMade} />} copy="Copy the key now">
      It is not shown again. Whoever has it can do what you have allowed, in your name, until it is revoked.
    </SecretDialog>
  );
}

function KeyForm({ create, onMade }: { create: CreateKey; onMade: (key: string) => void }) {
  const form = useActionForm({ schema: createApiKeyInput, action: create, defaultValues: { name: "", scopes: [] }, onDone: ({ key }) => onMade(key) });
  return (
    <Form form={form} label={WHAT}>
      <TextField name="name" label="Which system is it for?" placeholder="Broker portal" />
      <CheckboxListField name="scopes" label="What may it do?" description="As little as it needs. What is open to everyone needs no choice." choices={choices} />
      <FormActions>
        <SubmitButton>Make the key</SubmitButton>
      </FormActions>
    </Form>
  );
}
