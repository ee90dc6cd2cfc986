import { getTableColumns, getTableName, type InferSelectModel } from "drizzle-orm";
import type { MySqlTable } from "drizzle-orm/mysql-core";
import type { RowDataPacket } from "mysql2";

/*
 * Whole rows by plain SQL, for the few statements that are part of every payment: the query builder takes longer to
 * write such a statement than the server takes to run it. The schema stays the one place that knows the columns.
 */

/** The columns of a table, and the way of its rows from and to the driver. */
export function plainRows<Table extends MySqlTable>(table: Table) {
  const name = getTableName(table);
  const columns = new Map(Object.entries(getTableColumns(table)));
  const entries = [...columns];
  return {
    /** For SELECT. */
    columnList: entries.map(([, column]) => `\`${name}\`.\`${column.name}\``).join(", "),

    /** A row that was selected by `columnList`. */
    rowOf(row: RowDataPacket): InferSelectModel<Table> {
      const fields = entries.map(([key, column]) => {
        const value: unknown = row[column.name];
        // The driver makes dates itself; the builder would ask it not to.
        return [key, value === null || value instanceof Date ? value : column.mapFromDriverValue(value)];
      });
      return Object.fromEntries(fields) as InferSelectModel<Table>;
    },

    /** For UPDATE … SET: the columns of `change` and their values. What is undefined stays as it is. */
    assignmentsOf(change: Partial<InferSelectModel<Table>>): { list: string; values: unknown[] } {
      const changed = Object.entries(change).flatMap(([key, value]) => {
        const column = columns.get(key);
        return column === undefined || value === undefined ? [] : [{ column, value: value as unknown }];
      });
      return {
        list: changed.map(({ column }) => `\`${column.name}\` = ?`).join(", "),
        values: changed.map(({ column, value }) => (value === null ? null : column.mapToDriverValue(value))),
      };
    },
  };
}
