import { index, json, mysqlTable, text, uniqueIndex, varchar, int } from "drizzle-orm/mysql-core";
import { instant, money, primaryId, recordedAt, reference } from "../columns";

/** The result of every operation that succeeded, under the key that asked for it. Refusals leave no row. */
export const idempotencyKeys = mysqlTable(
  "idempotency_keys",
  {
    id: primaryId(),
    actorId: reference("actor_id").notNull(),
    operation: varchar("operation", { length: 64 }).notNull(),
    idempotencyKey: varchar("idempotency_key", { length: 128 }).notNull(),
    /** HMAC of the input as it was sent, so that the same key with other data is a conflict. */
    inputHash: varchar("input_hash", { length: 64 }).notNull(),
    answer: text("answer"),
    recordedAt: recordedAt(),
  },
  (table) => [uniqueIndex("idempotency_keys_key").on(table.actorId, table.operation, table.idempotencyKey)],
);

/** Who did what, when, to which object, with what outcome. Written in the operation's own transaction. */
export const auditLog = mysqlTable(
  "audit_log",
  {
    id: primaryId(),
    operation: varchar("operation", { length: 64 }).notNull(),
    actorId: reference("actor_id").notNull(),
    actorRole: varchar("actor_role", { length: 16 }).notNull(),
    /** The key by which a partner's system acted for this actor. */
    apiKeyId: reference("api_key_id"),
    outcome: varchar("outcome", { length: 48 }).notNull(),
    /** The input, without secrets. */
    input: json("input").notNull(),
    requestId: varchar("request_id", { length: 64 }),
    recordedAt: recordedAt(),
  },
  (table) => [index("audit_log_actor").on(table.actorId, table.id), index("audit_log_operation").on(table.operation, table.id)],
);

/** Mail waiting to leave. Written in the transaction that caused it; the text is erased once it is delivered. */
export const outbox = mysqlTable(
  "outbox",
  {
    id: primaryId(),
    kind: varchar("kind", { length: 48 }).notNull(),
    userId: reference("user_id"),
    recipient: varchar("recipient", { length: 254 }).notNull(),
    subject: varchar("subject", { length: 200 }).notNull(),
    body: text("body"),
    attempts: int("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    sentAt: instant("sent_at"),
    lastError: varchar("last_error", { length: 400 }),
    recordedAt: recordedAt(),
  },
  // The sender takes what is due and not yet sent.
  (table) => [index("outbox_due").on(table.sentAt, table.nextAttemptAt)],
);

/** Money on its way in or out through the payment rail. */
export const railTransfers = mysqlTable(
  "rail_transfers",
  {
    id: primaryId(),
    rail: varchar("rail", { length: 32 }).notNull(),
    direction: varchar("direction", { length: 8, enum: ["in", "out"] }).notNull(),
    purpose: varchar("purpose", { length: 32, enum: ["deposit", "withdrawal", "repayment", "disbursement"] }).notNull(),
    /** The account at the person's own bank; in the sandbox it can also say "hold" or "bounce". */
    method: varchar("method", { length: 64 }).notNull(),
    amount: money("amount").notNull(),
    state: varchar("state", { length: 16, enum: ["held", "confirmed", "bounced"] }).notNull(),
    recordedAt: recordedAt(),
    settledAt: instant("settled_at"),
  },
  (table) => [index("rail_transfers_state").on(table.state, table.id)],
);

/** How far a table that only grows was looked through for rows that are over: each row is looked at once, also one that stays. */
export const forgettingMarks = mysqlTable("forgetting_marks", {
  tableName: varchar("table_name", { length: 40 }).primaryKey(),
  throughId: reference("through_id").notNull(),
});
