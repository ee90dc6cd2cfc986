import { bigint, boolean, index, int, json, mysqlTable, text, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import type { Scope } from "@/lib/core/permissions";
import { instant, primaryId, recordedAt, reference, word } from "../columns";
import { users } from "./identity";

/** A partner system's key: acts for the admin who made it, as far as its scopes reach. */
export const apiKeys = mysqlTable(
  "api_keys",
  {
    id: primaryId(),
    createdBy: reference("created_by")
      .notNull()
      .references(() => users.id),
    name: varchar("name", { length: 80 }).notNull(),
    /** SHA-256 of the key, which is 256 random bits: nothing slower is needed to keep it from being guessed. */
    keyHash: varchar("key_hash", { length: 64 }).notNull(),
    /** The first characters, by which people tell keys apart. */
    hint: varchar("hint", { length: 16 }).notNull(),
    scopes: json("scopes").$type<Scope[]>().notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    recordedAt: recordedAt(),
  },
  (table) => [uniqueIndex("api_keys_hash").on(table.keyHash)],
);

/** Where a partner wants to be told of events. */
export const webhookEndpoints = mysqlTable("webhook_endpoints", {
  id: primaryId(),
  createdBy: reference("created_by")
    .notNull()
    .references(() => users.id),
  url: varchar("url", { length: 500 }).notNull(),
  description: varchar("description", { length: 200 }).notNull().default(""),
  /** The kinds of events it wants; empty for all. */
  eventTypes: json("event_types").$type<string[]>().notNull(),
  /** The signing secret, encrypted: it must be read back for every signature. */
  secret: varchar("secret", { length: 255 }).notNull(),
  enabled: boolean("enabled").notNull(),
  disabledReason: varchar("disabled_reason", { length: 200 }),
  recordedAt: recordedAt(),
});

/** Something that happened, written in the transaction in which it did. */
export const webhookEvents = mysqlTable(
  "webhook_events",
  {
    id: primaryId(),
    /** The id that receivers see and tell repetitions by. */
    publicId: varchar("public_id", { length: 40 }).notNull(),
    type: varchar("type", { length: 48 }).notNull(),
    objectType: varchar("object_type", { length: 24 }).notNull(),
    objectId: reference("object_id").notNull(),
    /** What was so at that moment, in our own words; the dialect says it in the contract's. */
    facts: text("facts").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    /** Null until it was shared out among the endpoints. */
    sharedOutAt: instant("shared_out_at"),
  },
  (table) => [
    uniqueIndex("webhook_events_public").on(table.publicId),
    // The dispatcher takes what was not shared out yet, in order.
    index("webhook_events_open").on(table.sharedOutAt, table.id),
    // A replay of everything since an instant.
    index("webhook_events_occurred").on(table.occurredAt),
  ],
);

/** One event on its way to one endpoint. Events of one object arrive in the order in which they happened. */
export const webhookDeliveries = mysqlTable(
  "webhook_deliveries",
  {
    id: primaryId(),
    endpointId: reference("endpoint_id")
      .notNull()
      .references(() => webhookEndpoints.id),
    eventId: reference("event_id")
      .notNull()
      .references(() => webhookEvents.id),
    objectType: varchar("object_type", { length: 24 }).notNull(),
    objectId: bigint("object_id", { mode: "number" }).notNull(),
    state: word("state", ["pending", "delivered", "failed"]).notNull(),
    attempts: int("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    responseStatus: int("response_status"),
    lastError: varchar("last_error", { length: 400 }),
    deliveredAt: instant("delivered_at"),
    recordedAt: recordedAt(),
  },
  (table) => [
    // The sender takes what is due; an earlier pending delivery of the same object to the same endpoint goes first.
    index("webhook_deliveries_due").on(table.state, table.nextAttemptAt),
    index("webhook_deliveries_object").on(table.endpointId, table.objectType, table.objectId, table.id),
    index("webhook_deliveries_event").on(table.eventId),
    // What one endpoint is sent next, oldest first; and its deliveries page by page.
    index("webhook_deliveries_taken").on(table.endpointId, table.state, table.id),
    index("webhook_deliveries_listed").on(table.endpointId, table.id),
  ],
);
