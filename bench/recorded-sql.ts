import type { ResultSetHeader } from "mysql2";
import type { Pool, PoolConnection } from "mysql2/promise";

/* What an operation really sends to the database, written down once and sent again by the bare driver. */

type Statement = { method: "query" | "execute"; args: unknown[]; insertId: number };

/** The statements of one run, in order, with the ids that the database gave to the rows it made. */
export type Recording = readonly Statement[];

/** Runs `work`, whose transactions take their connections from this pool, and writes down every statement. */
export async function record(pool: Pool, work: () => Promise<unknown>): Promise<Recording> {
  const statements: Statement[] = [];
  const getConnection = pool.getConnection;
  pool.getConnection = async () => listened(await getConnection.call(pool), statements);
  try {
    await work();
  } finally {
    pool.getConnection = getConnection;
  }
  return statements;
}

function listened(connection: PoolConnection, statements: Statement[]): PoolConnection {
  return new Proxy(connection, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (name !== "query" && name !== "execute") return value.bind(target);
      return async (...args: unknown[]) => {
        const statement: Statement = { method: name, args, insertId: 0 };
        statements.push(statement);
        const answer = (await value.apply(target, args)) as [ResultSetHeader, unknown];
        statement.insertId = Number(answer[0].insertId ?? 0);
        return answer;
      };
    },
  });
}

/**
 * Sends a recording again, on one connection and one statement after the other, with nothing between them.
 * @param instead what stands in place of what was sent then (the loan, the key); ids that the database gave follow by themselves
 */
export async function replay(pool: Pool, recording: Recording, instead: ReadonlyMap<unknown, unknown>): Promise<void> {
  const known = new Map(instead);
  const connection = await pool.getConnection();
  for (const { method, args, insertId } of recording) {
    const [statement, values] = args as [string, unknown];
    const fresh = substitute(values, known) as (string | number)[];
    const [result] = method === "query" ? await connection.query<ResultSetHeader>(statement, fresh) : await connection.execute<ResultSetHeader>(statement, fresh);
    if (insertId > 0) known.set(insertId, result.insertId);
  }
  connection.release();
}

function substitute(value: unknown, known: ReadonlyMap<unknown, unknown>): unknown {
  if (Array.isArray(value)) return value.map((inner) => substitute(inner, known));
  // The id of an event is made of chance, and unique.
  if (typeof value === "string" && value.startsWith("evt_")) return `evt_${Math.random()}${Math.random()}`.slice(0, value.length);
  return known.get(value) ?? value;
}
