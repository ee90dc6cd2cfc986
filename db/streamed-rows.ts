import type { Connection, RowDataPacket } from "mysql2";
import type { Tx } from "./transaction";

/**
 * The rows of one statement, one after the other and none of them kept, so that a statement whose rows would fill the
 * memory can still see everything as it was at one instant. Read them to the end: until then the connection is busy.
 */
export function streamedRows(tx: Tx, statement: string, values: readonly unknown[]): AsyncIterable<RowDataPacket> {
  // Only the driver's connection beneath the one with promises can stream; its own types take the one for the other.
  const connection = tx.$client.connection as unknown as Connection;
  return connection.query(statement, [...values]).stream() as AsyncIterable<RowDataPacket>;
}
