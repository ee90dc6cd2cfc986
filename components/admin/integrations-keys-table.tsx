"use client";

import { Ban, Check } from "lucide-react";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { EmptyState } from "@/components/layout/empty-state";
import { StateBadge } from "@/components/layout/state-badge";
import { columnsOf } from "@/components/tables/columns";
import { DataTable } from "@/components/tables/data-table";
import { wholePage } from "@/components/tables/page";
import { formatInstant } from "@/lib/format";
import type { ApiKey } from "@/lib/identity/api-key-queries";
import { apiKeyInput } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./admin.module.css";
import { scopeWords } from "./integrations-words";
import own from "./integrations.module.css";

type KeyRow = ApiKey & { timeZone: string; revoke: ServerAction<object> };

const k = columnsOf<KeyRow>();

const columns = [
  k.text("name", "Key", (row) => (
    <span className={own.heading}>
      <span>{row.name}</span>
      <span className={own.hint}>{row.hint}…</span>
    </span>
  )),
  k.text("scopes", "May", (row) => row.scopes.map((scope) => scopeWords[scope].label).join(", ")),
  k.text("made", "Made", (row) => (
    <span className={classes.twoLines}>
      <span>{formatInstant(row.recordedAt, row.timeZone)}</span>
      <span>by {row.createdBy}</span>
    </span>
  )),
  k.text("used", "Last used", (row) => (row.lastUsedAt ? formatInstant(row.lastUsedAt, row.timeZone) : "Never")),
  k.text("state", "State", (row) =>
    row.revokedAt === null ? <StateBadge text="Works" tone="good" icon={Check} /> : <StateBadge text="Revoked" tone="neutral" icon={Ban} />,
  ),
  k.actions("End it", (row) => row.revokedAt === null && <RevokeButton row={row} />),
];

function RevokeButton({ row }: { row: KeyRow }) {
  return (
    <ConfirmAction
      schema={apiKeyInput}
      action={row.revoke}
      defaultValues={{ apiKeyId: row.id }}
      label="Revoke…"
      buttonLabel={`Revoke the key of ${row.name}`}
      button={{ size: "xs", variant: "default" }}
      title={`Revoke the key of ${row.name}?`}
      confirm="Revoke it"
      confirmColor="red"
      done={() => `The key of ${row.name} is revoked.`}
    >
      <p>The system that uses it is shut out at once and for good. A new key can be made at any time.</p>
    </ConfirmAction>
  );
}

/** Keys of partner systems, the newest first. */
export function ApiKeysTable({ keys, timeZone, revoke }: { keys: readonly ApiKey[]; timeZone: string; revoke: ServerAction<object> }) {
  const rows = keys.map((key) => ({ ...key, timeZone, revoke }));
  return (
    <DataTable
      label="API keys"
      page={wholePage(rows)}
      columns={columns}
      rowId={(row) => row.id}
      prefix="keys-"
      empty={
        <EmptyState title="No system has a key yet" compact>
          A partner’s system calls the API with a key of its own. Make one with “New key”, and choose what it may do.
        </EmptyState>
      }
    />
  );
}
