"use client";

import { showNotification } from "@mantine/notifications";
import { TextField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { CheckboxListField } from "@/components/forms/special-fields";
import { useActionForm } from "@/components/forms/use-action-form";
import type { ServerAction } from "@/lib/platform/server-action";
import type { WebhookEndpoint } from "@/lib/webhooks/queries";
import { createEndpointInput, eventTypes, updateEndpointInput, type EventType } from "@/lib/webhooks/schemas";
import { SecretDialog } from "./integrations-secret";
import { eventWords } from "./integrations-words";

const choices = eventTypes.map((type) => ({ value: type, label: eventWords[type], description: type }));

type CreateWebhook = ServerAction<{ secret: string }>;

const WHAT = "An address to tell of events";

/** Makes a webhook, and shows its secret this once. */
export function NewWebhookButton({ create }: { create: CreateWebhook }) {
  return (
    <SecretDialog
      label="New webhook"
      variant="default"
      titles={{ form: WHAT, made: "The signing secret" }}
      form={(onMade) => <CreateForm create={create} onMade={onMade} />}
      copy="Copy the secret now"
    >
      It is not shown again. The receiver verifies with it that a message is ours, by the Standard Webhooks specification.
    </SecretDialog>
  );
}

function CreateForm({ create, onMade }: { create: CreateWebhook; onMade: (secret: string) => void }) {
  const form = useActionForm({
    schema: createEndpointInput,
    action: create,
    defaultValues: { url: "", description: "", eventTypes: [] },
    onDone: ({ secret }) => onMade(secret),
  });
  return (
    <Form form={form} label={WHAT}>
      <WebhookFields />
      <FormActions>
        <SubmitButton>Make the webhook</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** Changes where a webhook goes and what it tells. */
export function WebhookSettingsForm({ endpoint, update }: { endpoint: WebhookEndpoint; update: ServerAction<object> }) {
  const { id: endpointId, url, description } = endpoint;
  const form = useActionForm({
    schema: updateEndpointInput,
    action: update,
    defaultValues: { endpointId, url, description, eventTypes: endpoint.eventTypes as EventType[] },
    onDone: () => showNotification({ message: "The webhook is changed." }),
  });
  return (
    <Form form={form} label="Settings of this webhook">
      <WebhookFields />
      <FormActions>
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}

function WebhookFields() {
  return (
    <>
      <TextField name="url" label="Address" placeholder="https://partner.example/hooks/tessera" inputMode="url" autoComplete="off" />
      <TextField name="description" label="What is it for?" placeholder="Broker portal" optional />
      <CheckboxListField name="eventTypes" label="What is it told of?" description="Choose nothing to tell it of everything." choices={choices} />
    </>
  );
}
