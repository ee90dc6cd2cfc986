"use client";

import { showNotification } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { SelectField } from "@/components/forms/fields";
import { Form, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { formatPlural } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";
import type { WebhookEndpoint } from "@/lib/webhooks/queries";
import { endpointInput, replaySinceInput, updateEndpointInput } from "@/lib/webhooks/schemas";
import classes from "./admin.module.css";
import { SecretOnce } from "./integrations-secret";

export type WebhookActions = {
  update: ServerAction<object>;
  sendTest: ServerAction<object>;
  rotate: ServerAction<{ secret: string }>;
  replaySince: ServerAction<{ events: number }>;
};

/** An instant as text, and how people say it. */
export type SinceChoice = { value: string; label: string };

/** What can be done with one webhook, as long as it is on. */
export function WebhookPanel({ endpoint, actions, since }: { endpoint: WebhookEndpoint; actions: WebhookActions; since: readonly SinceChoice[] }) {
  return (
    <div className={classes.stack}>
      {endpoint.enabled && (
        <>
          <TestForm endpointId={endpoint.id} sendTest={actions.sendTest} />
          <ReplayForm endpointId={endpoint.id} replaySince={actions.replaySince} since={since} />
        </>
      )}
      <RotateForm endpointId={endpoint.id} rotate={actions.rotate} />
      <SwitchButton endpoint={endpoint} update={actions.update} />
    </div>
  );
}

function TestForm({ endpointId, sendTest }: { endpointId: number; sendTest: ServerAction<object> }) {
  const form = useActionForm({
    schema: endpointInput,
    action: sendTest,
    defaultValues: { endpointId },
    onDone: () => showNotification({ message: "The trial message is on its way; look again in a few seconds." }),
  });
  return (
    <Form form={form} label="Trial message">
      <SubmitButton>Send a trial message</SubmitButton>
    </Form>
  );
}

function ReplayForm({ endpointId, replaySince, since }: { endpointId: number; replaySince: WebhookActions["replaySince"]; since: readonly SinceChoice[] }) {
  // The page counts the instants anew whenever it is refreshed; what was chosen must stay a choice.
  const [choices] = useState(since);
  const form = useActionForm({
    schema: replaySinceInput,
    action: replaySince,
    defaultValues: { endpointId, since: choices[0]?.value ?? "" },
    onDone: ({ events }) => showNotification({ message: events === 0 ? "Nothing happened since then." : `${formatPlural(events, "event")} on the way again.` }),
  });
  return (
    <Form form={form} label="Send again what happened">
      <SelectField name="since" label="Send again what happened" options={choices} description="Also what was delivered already, in the order in which it happened." />
      <SubmitButton variant="default">Send again</SubmitButton>
    </Form>
  );
}

function RotateForm({ endpointId, rotate }: { endpointId: number; rotate: WebhookActions["rotate"] }) {
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) {
    return (
      <SecretOnce title="Copy the new secret now" secret={secret} onKept={() => setSecret(null)}>
        It is not shown again. For 24 hours the one before is good too.
      </SecretOnce>
    );
  }
  return (
    <ConfirmAction
      schema={endpointInput}
      action={rotate}
      defaultValues={{ endpointId }}
      label="Make a new signing secret…"
      button={{ variant: "default", size: "md" }}
      title="Make a new signing secret?"
      confirm="Make it"
      done={(made) => {
        setSecret(made.secret);
        return "The new secret signs from now on.";
      }}
    >
      <p>Only the secret in use now stays good for 24 hours; one before it ends at once.</p>
    </ConfirmAction>
  );
}

function SwitchButton({ endpoint: { id, enabled }, update }: { endpoint: WebhookEndpoint; update: ServerAction<object> }) {
  return (
    <ConfirmAction
      schema={updateEndpointInput}
      action={update}
      defaultValues={{ endpointId: id, enabled: !enabled }}
      label={enabled ? "Switch off…" : "Switch on…"}
      button={{ variant: "default", size: "md", color: enabled ? "red" : undefined }}
      title={enabled ? "Switch this webhook off?" : "Switch this webhook on?"}
      confirm={enabled ? "Switch it off" : "Switch it on"}
      confirmColor={enabled ? "red" : undefined}
      done={() => (enabled ? "The webhook is off." : "The webhook is on.")}
    >
      <p>
        {enabled
          ? "It is told of nothing any more, and what is still on its way is given up. Once it is on again, what it missed can be sent."
          : "It is told of what happens from now on. What it missed can be sent again afterwards."}
      </p>
    </ConfirmAction>
  );
}
