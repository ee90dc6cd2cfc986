import { index, mysqlTable, varchar } from "drizzle-orm/mysql-core";
import { businessDate, instant, money, primaryId, recordedAt, reference, word } from "../columns";
import { users } from "./identity";

/** Money a depositor brings. It is theirs to lend once the rail confirms it. */
export const deposits = mysqlTable(
  "deposits",
  {
    id: primaryId(),
    depositorId: reference("depositor_id")
      .notNull()
      .references(() => users.id),
    amount: money("amount").notNull(),
    state: word("state", ["held", "confirmed", "bounced"]).notNull(),
    businessDate: businessDate("business_date").notNull(),
    transferId: reference("transfer_id").notNull(),
    entryId: reference("entry_id"),
    recordedAt: recordedAt(),
    settledAt: instant("settled_at"),
  },
  (table) => [index("deposits_depositor").on(table.depositorId, table.id), index("deposits_state").on(table.state, table.id)],
);

/** Waiting money a depositor takes out: reserved when asked for, paid or given back by the rail. */
export const withdrawals = mysqlTable(
  "withdrawals",
  {
    id: primaryId(),
    depositorId: reference("depositor_id")
      .notNull()
      .references(() => users.id),
    amount: money("amount").notNull(),
    state: word("state", ["requested", "paid", "refused", "bounced"]).notNull(),
    reason: varchar("reason", { length: 200 }).notNull().default(""),
    businessDate: businessDate("business_date").notNull(),
    transferId: reference("transfer_id").notNull(),
    recordedAt: recordedAt(),
    settledAt: instant("settled_at"),
  },
  (table) => [index("withdrawals_depositor").on(table.depositorId, table.id), index("withdrawals_state").on(table.state, table.id)],
);
