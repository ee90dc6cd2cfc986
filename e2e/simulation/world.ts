import type { RowDataPacket } from "mysql2";
import { database } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import { formatDecimal, type Money } from "@/lib/core/money";
import type { Actor } from "@/lib/core/permissions";
import type { RefusalCode } from "@/lib/platform/errors";
import { readBusinessDate } from "@/lib/platform/clock";
import type { Books } from "./books";
import type { Random } from "./random";

/** One bank with its people, and how far it has come. */
export type World = {
  random: Random;
  officers: readonly [Actor, Actor];
  depositors: readonly Actor[];
  borrowers: readonly Actor[];
  bankIds: readonly number[];
  products: readonly { productId: number; amountMax: Money; instalmentsMin: number; instalmentsMax: number }[];
  /** What everybody has, by the simulation's own reckoning. */
  books: Books;
  /** Amounts of this world are of this order of magnitude, minor units: small ones bring out every odd unit. */
  scale: Money;
  /** Attempts that were carried out, so that they can be sent again. */
  done: CarriedOut[];
};

type CarriedOut = { attempt: Attempt; key: string; answer: string };

/** Asks the bank for something, as a person or a job would. */
export type Attempt = {
  actor: Actor;
  operation: Executable;
  input: unknown;
  /** The refusals that this attempt may meet; any other one is a fault. */
  refusals: readonly RefusalCode[];
  /** The idempotency key of an attempt that was made before; without one it gets its own. */
  key?: string;
  /** Said of an attempt that must leave everything as it is even when it is answered. */
  changesNothing?: boolean;
  /** What it did, for the simulation's own reckoning. */
  afterwards?: (answer: unknown) => void | Promise<void>;
};

type Executable = { name: string; execute: (actor: Actor, input: unknown, options?: { idempotencyKey?: string }) => Promise<unknown> };

/**
 * One kind of thing that may happen. `weight` is how often, against the others; `attempt` looks at the world and says
 * what is tried, or null where there is nothing to try it on.
 */
export type WorldEvent = { name: string; weight: number; attempt: (world: World) => Promise<Attempt | null> };

/** Builds an attempt, so that what is told of the answer is what the operation answers. */
export function attempting<Answer>(
  operation: { name: string; execute: (actor: Actor, input: unknown, options?: { idempotencyKey?: string }) => Promise<Answer> },
  attempt: Omit<Attempt, "operation" | "afterwards"> & { afterwards?: (answer: Answer) => void | Promise<void> },
): Attempt {
  return { ...attempt, operation, afterwards: attempt.afterwards as Attempt["afterwards"] };
}

/** Rows in an order that is the same in every run. */
export async function rowsOf(sql: string, values: unknown[] = []): Promise<RowDataPacket[]> {
  const [rows] = await database().$client.query<RowDataPacket[]>(sql, values);
  return rows;
}

/** Some row of a statement, or null when it has none. */
export async function someRow(world: World, sql: string, values: unknown[] = []): Promise<RowDataPacket | null> {
  const rows = await rowsOf(sql, values);
  return rows.length === 0 ? null : world.random.pick(rows);
}

export function today(): Promise<BusinessDate> {
  return readBusinessDate(database());
}

/** Minor units as an input writes them. */
export function asText(minor: Money): string {
  return formatDecimal(minor, 2);
}

/** The borrower whose loan this is, as a person signed in. */
export function borrowerOf(world: World, row: RowDataPacket): Actor {
  return actorWithId(world.borrowers, Number(row.borrower_id));
}

/** Whoever of these has this id. */
export function actorWithId(actors: readonly Actor[], id: number): Actor {
  const actor = actors.find((each) => each.id === id);
  if (!actor) throw new Error(`nobody of this world has the id ${id}`);
  return actor;
}
