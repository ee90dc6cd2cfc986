import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeliveriesTable } from "@/components/admin/integrations-deliveries-table";
import { WebhookSettingsForm } from "@/components/admin/integrations-webhook-form";
import { WebhookPanel } from "@/components/admin/integrations-webhook-panel";
import { WebhookState } from "@/components/admin/integrations-webhooks-table";
import { TitledList } from "@/components/admin/titled-list";
import { PageHeader } from "@/components/layout/page-header";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { env } from "@/lib/env";
import { instantIn } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { requireActor } from "@/lib/platform/page-session";
import { getEndpoint, listDeliveries } from "@/lib/webhooks/queries";
import { endpointInput } from "@/lib/webhooks/schemas";
import { replayDeliveryAction, replaySinceAction, rotateSecretAction, sendTestAction, updateWebhookAction } from "./actions";

export const metadata: Metadata = { title: "Webhook" };

const DELIVERIES_MAX = 50;
const HOUR_SECONDS = 60 * 60;
const DAY_SECONDS = 24 * HOUR_SECONDS;

const actions = { update: updateWebhookAction, sendTest: sendTestAction, rotate: rotateSecretAction, replaySince: replaySinceAction };

export default async function WebhookPage({ params }: PageProps<"/admin/integrations/webhooks/[webhookId]">) {
  const actor = await requireActor("admin");
  const asked = endpointInput.safeParse({ endpointId: (await params).webhookId });
  if (!asked.success) notFound();
  const endpoint = await getEndpoint.execute(actor, asked.data).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const deliveries = await listDeliveries.execute(actor, { ...asked.data, limit: DELIVERIES_MAX });
  return (
    <>
      <PageHeader
        title={endpoint.description || "Webhook"}
        lead={endpoint.url}
        badge={<WebhookState endpoint={endpoint} />}
        breadcrumbs={[{ label: "Integrations", href: "/admin/integrations" }]}
      />
      <Sections>
        <TitledList title="Deliveries" description={`The newest ${DELIVERIES_MAX}; the API lists them all.`}>
          <DeliveriesTable deliveries={deliveries} timeZone={env.timeZone} replay={endpoint.enabled ? replayDeliveryAction : null} />
        </TitledList>
        <CardGrid layout="main-aside">
          <SectionCard title="Settings">
            <WebhookSettingsForm endpoint={endpoint} update={updateWebhookAction} />
          </SectionCard>
          <SectionCard title="Try and mend">
            <WebhookPanel endpoint={endpoint} actions={actions} since={sinceChoices()} />
          </SectionCard>
        </CardGrid>
      </Sections>
    </>
  );
}

function sinceChoices() {
  const ago = (seconds: number) => instantIn(-seconds).toISOString();
  return [
    { value: ago(HOUR_SECONDS), label: "within the last hour" },
    { value: ago(DAY_SECONDS), label: "within the last day" },
    { value: ago(7 * DAY_SECONDS), label: "within the last week" },
    { value: ago(30 * DAY_SECONDS), label: "within the last 30 days" },
  ];
}
