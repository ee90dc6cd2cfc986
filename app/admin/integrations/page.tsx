import type { Metadata } from "next";
import { ApiKeysTable } from "@/components/admin/integrations-keys-table";
import { NewKeyButton } from "@/components/admin/integrations-new-key";
import { NewWebhookButton } from "@/components/admin/integrations-webhook-form";
import { WebhooksTable } from "@/components/admin/integrations-webhooks-table";
import { TitledList } from "@/components/admin/titled-list";
import { PageHeader } from "@/components/layout/page-header";
import { Sections } from "@/components/layout/section-card";
import { env } from "@/lib/env";
import { listApiKeys } from "@/lib/identity/api-key-queries";
import { requireActor } from "@/lib/platform/page-session";
import { listEndpoints } from "@/lib/webhooks/queries";
import { createApiKeyAction, createWebhookAction, revokeApiKeyAction } from "./actions";

export const metadata: Metadata = { title: "Integrations" };

/** More of either, and it is the API that lists them. */
const LIST_MAX = 200;

export default async function IntegrationsPage() {
  const actor = await requireActor("admin");
  const [keys, endpoints] = await Promise.all([listApiKeys.execute(actor, { limit: LIST_MAX }), listEndpoints.execute(actor, { limit: LIST_MAX })]);
  return (
    <>
      <PageHeader
        title="Integrations"
        lead="Partners’ systems: keys with which they call the bank, and addresses that the bank tells of events."
        actions={
          <>
            <NewWebhookButton create={createWebhookAction} />
            <NewKeyButton create={createApiKeyAction} />
          </>
        }
      />
      <Sections>
        <TitledList title="API keys" description="A key acts for the admin who made it, as far as it was allowed, until it is revoked or that admin is blocked.">
          <ApiKeysTable keys={keys} timeZone={env.timeZone} revoke={revokeApiKeyAction} />
        </TitledList>
        <TitledList title="Webhooks" description="Signed messages to a partner’s address; tried again for two days when nobody answers.">
          <WebhooksTable endpoints={endpoints} />
        </TitledList>
      </Sections>
    </>
  );
}
