import type { Tx } from "@/db/transaction";
import type { Actor } from "@/lib/core/permissions";
import { toStableJson } from "./stable-json";

const secretFields = new Set(["password", "currentPassword", "newPassword", "code", "ticket", "file", "bankAccountDetails"]);

type AuditRecord = { operation: string; actor: Actor; outcome: string; input: unknown; requestId?: string };

/** Writes who did what with what outcome, in the operation's own transaction. Secrets are cut out of the input. */
export async function writeAudit(tx: Tx, record: AuditRecord): Promise<void> {
  await tx.$client.query(
    "INSERT INTO audit_log (operation, actor_id, actor_role, api_key_id, outcome, input, request_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [record.operation, record.actor.id, record.actor.role, record.actor.apiKeyId ?? null, record.outcome, toStableJson(withoutSecrets(record.input)), record.requestId ?? null],
  );
}

function withoutSecrets(input: unknown): unknown {
  if (input === null || typeof input !== "object" || Array.isArray(input)) return input ?? null;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, secretFields.has(name) ? "[hidden]" : value]));
}
