import { bigint, date, datetime, int, varchar } from "drizzle-orm/mysql-core";
import { sql } from "drizzle-orm";

/* Each kind of column once, so that a table reads as a list of facts. */

/** Primary key: BIGINT, made by the database, a `number` in TypeScript. */
export const primaryId = () => bigint("id", { mode: "number" }).autoincrement().primaryKey();

/** Reference to another row's id. */
export const reference = (name: string) => bigint(name, { mode: "number" });

/** Money in minor units: BIGINT in SQL, `bigint` in TypeScript, never a float. */
export const money = (name: string) => bigint(name, { mode: "bigint" });

/** Money that starts at zero. */
export const moneyFromZero = (name: string) =>
  money(name)
    .notNull()
    .default(sql`0`);

/** Rate in parts per million. */
export const ppm = (name: string) => int(name);

/** A civil date of the bank's own calendar, "YYYY-MM-DD". */
export const businessDate = (name: string) => date(name, { mode: "string" });

/** An instant of the machine's clock in UTC, to the millisecond. */
export const instant = (name: string) => datetime(name, { mode: "date", fsp: 3 });

/** When the row was written. */
export const recordedAt = () =>
  instant("recorded_at")
    .notNull()
    .default(sql`CURRENT_TIMESTAMP(3)`);

/** A short word from a closed list; the list lives in TypeScript, the CHECK in the table. */
export const word = <const Words extends [string, ...string[]]>(name: string, words: Words) =>
  varchar(name, { length: 32, enum: words });
