"use client";

import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { TextField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { CheckboxListField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import { scopeNames } from "@/lib/core/permissions";
import { createApiKeyInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import { SecretOnce } from "./integrations-secret";
import { scopeWords } from "./integrations-words";

type CreateKey = ServerAction<{ key: string }>;

const choices = scopeNames.map((scope) => ({ value: scope, label: scopeWords[scope].label, description: scopeWords[scope].text }));

/** Makes a key in a dialog that does not close before the key was seen. */
export function NewKeyButton({ create }: { create: CreateKey }) {
  const [opened, { open, close }] = useDisclosure(false);
  const [key, setKey] = useState<string | null>(null);
  function end() {
    close();
    setKey(null);
  }
  return (
    <>
      <Button onClick={open} aria-haspopup="dialog">
        New key
      </Button>
      <Modal
        opened={opened}
        onClose={end}
        title={key === null ? "A key for a partner’s system" : "The new key"}
        closeOnClickOutside={key === null}
        closeOnEscape={key === null}
      >
        {key === null ? (
          <KeyForm create={create} onMade={setKey} />
        ) : (
          <SecretOnce title="Copy the key now" secret={key} onKept={end}>
            It is not shown again. Whoever has it can do what you have allowed, in your name, until it is revoked.
          </SecretOnce>
        )}
      </Modal>
    </>
  );
}

function KeyForm({ create, onMade }: { create: CreateKey; onMade: (key: string) => void }) {
  const form = useActionForm({ schema: createApiKeyInput, action: create, defaultValues: { name: "", scopes: [] }, onDone: ({ key }) => onMade(key) });
  return (
    <Form form={form} label="A key for a partner’s system">
      <TextField name="name" label="Which system is it for?" placeholder="Broker portal" />
      <CheckboxListField name="scopes" label="What may it do?" description="As little as it needs. What is open to everyone needs no choice." choices={choices} />
      <FormActions>
        <SubmitButton>Make the key</SubmitButton>
      </FormActions>
    </Form>
  );
}
