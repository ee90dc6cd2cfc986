"use client";

import { Check, CircleX, Clock } from "lucide-react";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { EmptyState } from "@/components/layout/empty-state";
import { StateBadge } from "@/components/layout/state-badge";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import { wholePage } from "@/components/tables/page";
import { formatInstant, formatPlural } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";
import type { Delivery } from "@/lib/webhooks/queries";
import { deliveryInput } from "@/lib/webhooks/schemas";
import classes from "./admin.module.css";
import { wordsOfEvent } from "./integrations-words";
import own from "./integrations.module.css";

type DeliveryRow = Delivery & { timeZone: string; replay: ServerAction<object> | null };

const d = columnsOf<DeliveryRow>();

const stateLooks = {
  pending: { text: "On its way", tone: "accent", icon: Clock },
  delivered: { text: "Delivered", tone: "good", icon: Check },
  failed: { text: "Given up", tone: "bad", icon: CircleX },
} as const;

const objectWords: Readonly<Record<string, string>> = { loan: "Loan", deposit: "Deposit", withdrawal: "Withdrawal", webhook: "Webhook" };

const columns = [
  d.text("event", "Event", (row) => (
    <span className={own.heading}>
      <span>{wordsOfEvent(row.eventType)}</span>
      <span className={own.eventId}>{row.eventId}</span>
    </span>
  )),
  d.text("object", "Of", (row) => `${objectWords[row.objectType] ?? row.objectType} #${row.objectId}`),
  d.text("happened", "Happened", (row) => formatInstant(row.occurredAt, row.timeZone)),
  d.text("state", "Delivery", (row) => (
    <span className={classes.twoLines}>
      <StateBadge {...stateLooks[row.state]} />
      <span>{explain(row)}</span>
    </span>
  )),
  d.actions("Again", (row) => row.replay && <ReplayButton row={row} replay={row.replay} />),
];

function explain({ state, attempts, deliveredAt, nextAttemptAt, lastError, timeZone }: DeliveryRow): string {
  const tries = formatPlural(attempts, "try", "tries");
  if (state === "delivered" && deliveredAt) return `${formatInstant(deliveredAt, timeZone)}, ${tries}`;
  if (state === "failed") return lastError ?? tries;
  return lastError === null ? "Leaves within seconds" : `${lastError} Next try ${formatInstant(nextAttemptAt, timeZone)}`;
}

function ReplayButton({ row, replay }: { row: DeliveryRow; replay: ServerAction<object> }) {
  return (
    <ConfirmAction
      schema={deliveryInput}
      action={replay}
      defaultValues={{ deliveryId: row.id }}
      label="Send again"
      buttonLabel={`Send again: ${wordsOfEvent(row.eventType)}, ${row.eventId}`}
      button={{ size: "xs", variant: "default" }}
      title="Send this event again?"
      confirm="Send it"
      done={() => "The event is on its way again."}
    >
      <p>It carries the same id as before, so a receiver that has it already can tell.</p>
    </ConfirmAction>
  );
}

/** What was sent to a webhook; without `replay` nothing can be sent again. */
export function DeliveriesTable({ deliveries, timeZone, replay }: { deliveries: readonly Delivery[]; timeZone: string; replay: ServerAction<object> | null }) {
  const rows = deliveries.map((delivery) => ({ ...delivery, timeZone, replay }));
  return (
    <DataTable
      label="Deliveries"
      page={wholePage(rows)}
      columns={columns}
      rowId={(row) => row.id}
      empty={
        <EmptyState title="Nothing was sent yet" compact>
          Send a trial message to see whether the receiver answers.
        </EmptyState>
      }
    />
  );
}
