import { addAbortSignal } from "node:stream";
import type { Connection, RowDataPacket } from "mysql2";
import type { Tx } from "./transaction";

/**
 * The rows of one statement, one after the other and none of them kept, so that a statement whose rows would fill the
 * memory can still see everything as it was at one instant. Read them to the end: until then the connection is busy.
 * Throws what ended the statement or the connection.
 */
export async function* streamedRows(tx: Tx, statement: string, values: readonly unknown[]): AsyncGenerator<RowDataPacket, void, undefined> {
  // Only the driver's connection beneath the one with promises can stream; its own types take the one for the other.
  const connection = tx.$client.connection as unknown as Connection;
  // A statement that streams is not told of a lost connection: the driver says it to the connection alone, and at once
  // where it was lost before, and the rows would be waited for without end.
  const lost = new AbortController();
  const told = (error: Error) => lost.abort(error);
  connection.once("error", told);
  try {
    yield* addAbortSignal(lost.signal, connection.query(statement, [...values]).stream()) as AsyncIterable<RowDataPacket>;
  } finally {
    connection.removeListener("error", told);
  }
}
