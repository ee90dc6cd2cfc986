import { boolean, int, mysqlTable, primaryKey, varchar } from "drizzle-orm/mysql-core";
import { businessDate, instant, recordedAt } from "../columns";

/** The one row of the installation. Its business date is the bank's clock; only close of business moves it. */
export const installation = mysqlTable("installation", {
  id: int("id").primaryKey(),
  name: varchar("name", { length: 80 }).notNull(),
  currency: varchar("currency", { length: 3 }).notNull(),
  businessDate: businessDate("business_date").notNull(),
  demo: boolean("demo").notNull(),
  /** When the first rows (in a demo: the whole story) were complete; null while they are being written. */
  readyAt: instant("ready_at"),
  recordedAt: recordedAt(),
});

/** One row for each business date that close of business has ended. */
export const closedDays = mysqlTable("closed_days", {
  businessDate: businessDate("business_date").primaryKey(),
  closedAt: instant("closed_at").notNull(),
  /** When the day's append-only postings were rolled up; null while they are still summed one by one. */
  rolledUpAt: instant("rolled_up_at"),
});

/** Work that follows the close of a business date and was finished for it: done once a date, resumed where it was stopped. */
export const endOfDayTasks = mysqlTable(
  "end_of_day_tasks",
  {
    businessDate: businessDate("business_date").notNull(),
    task: varchar("task", { length: 40 }).notNull(),
    doneAt: instant("done_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.businessDate, table.task] })],
);
