import { index, int, mysqlTable, primaryKey, tinyint, varchar } from "drizzle-orm/mysql-core";
import { businessDate, money, primaryId, recordedAt, reference } from "../columns";

/** The header of a balanced set of postings. Never changed, never deleted; undone by an entry that reverses it. */
export const journalEntries = mysqlTable(
  "journal_entries",
  {
    id: primaryId(),
    kind: varchar("kind", { length: 40 }).notNull(),
    businessDate: businessDate("business_date").notNull(),
    /** The operation's idempotency row: no entry without its idempotent result. */
    idempotencyKeyId: reference("idempotency_key_id").notNull(),
    actorId: reference("actor_id").notNull(),
    reference: varchar("reference", { length: 120 }).notNull().default(""),
    reversesEntryId: reference("reverses_entry_id"),
    loanId: reference("loan_id"),
    /** The round's counters after a payment: a depositor's line of it is a difference of two floors, so it needs no row. */
    roundNumber: tinyint("round_number"),
    cumPrincipalAfter: money("cum_principal_after"),
    cumInterestAfter: money("cum_interest_after"),
    recordedAt: recordedAt(),
  },
  (table) => [
    index("journal_entries_loan").on(table.loanId, table.id),
    // Roll-up and statements of one day.
    index("journal_entries_date").on(table.businessDate, table.id),
    index("journal_entries_key").on(table.idempotencyKeyId),
  ],
);

/** One debit (> 0) or credit (< 0) on one account: a code of the chart of accounts and its owner (0 = installation). */
export const postings = mysqlTable(
  "postings",
  {
    entryId: reference("entry_id").notNull(),
    line: int("line", { unsigned: true }).notNull(),
    account: tinyint("account", { unsigned: true }).notNull(),
    ownerId: reference("owner_id").notNull(),
    amount: money("amount").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.entryId, table.line] }),
    // Statement and balance of one account.
    index("postings_account").on(table.account, table.ownerId, table.entryId),
  ],
);

/** Sums of append-only accounts per closed business date, so that a balance never reads the whole history. */
export const accountRollups = mysqlTable(
  "account_rollups",
  {
    account: tinyint("account", { unsigned: true }).notNull(),
    ownerId: reference("owner_id").notNull(),
    businessDate: businessDate("business_date").notNull(),
    amount: money("amount").notNull(),
  },
  (table) => [primaryKey({ columns: [table.account, table.ownerId, table.businessDate] })],
);
