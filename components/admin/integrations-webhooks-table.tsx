"use client";

import { CircleX, Radio } from "lucide-react";
import { EmptyState } from "@/components/layout/empty-state";
import { StateBadge } from "@/components/layout/state-badge";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import { wholePage } from "@/components/tables/page";
import type { WebhookEndpoint } from "@/lib/webhooks/queries";
import classes from "./admin.module.css";
import { wordsOfEvent } from "./integrations-words";
import own from "./integrations.module.css";

const w = columnsOf<WebhookEndpoint>();

const columns = [
  w.link("url", "Address", (row) => ({ href: `/admin/integrations/webhooks/${row.id}`, text: <span className={own.url}>{row.url}</span> })),
  w.text("description", "For", (row) => row.description || "–"),
  w.text("events", "Told of", (row) => (row.eventTypes.length === 0 ? "Everything" : row.eventTypes.map(wordsOfEvent).join(", "))),
  w.text("state", "State", (row) => <WebhookState endpoint={row} />),
];

/** Is it told of events? If not, why. */
export function WebhookState({ endpoint: { enabled, disabledReason } }: { endpoint: Pick<WebhookEndpoint, "enabled" | "disabledReason"> }) {
  if (enabled) return <StateBadge text="On" tone="good" icon={Radio} />;
  return (
    <span className={classes.twoLines}>
      <StateBadge text="Off" tone="neutral" icon={CircleX} />
      <span>{disabledReason}</span>
    </span>
  );
}

/** Addresses that are told of events, the newest first. */
export function WebhooksTable({ endpoints }: { endpoints: readonly WebhookEndpoint[] }) {
  return (
    <DataTable
      label="Webhooks"
      page={wholePage(endpoints)}
      columns={columns}
      rowId={(row) => row.id}
      prefix="webhooks-"
      empty={
        <EmptyState title="Nobody is told of events yet" compact>
          A webhook tells a partner’s address of loans and deposits as they change. Make one with “New webhook”, then send it a trial message.
        </EmptyState>
      }
    />
  );
}
