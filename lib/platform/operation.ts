import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { database, type Db } from "@/db/client";
import { withTransaction, type Tx } from "@/db/transaction";
import type { BusinessDate } from "@/lib/core/business-date";
import { can, type Actor, type Permission } from "@/lib/core/permissions";
import { writeAudit } from "./audit";
import { readBusinessDate } from "./clock";
import { Refused, refuse } from "./errors";
import { claimIdempotencyKey, MADE_KEY_PREFIX, releaseIdempotencyKey, storeAnswer } from "./idempotency";

/** No input of any operation is nested this deep. */
const INPUT_DEPTH_MAX = 16;

/** What an operation's `run` is given. `keyId` is the idempotency row that its journal entries refer to. */
export type OperationContext<Prepared = undefined> = {
  tx: Tx;
  actor: Actor;
  today: BusinessDate;
  keyId: number;
  prepared: Prepared;
  /** Set when a step asked to begin again in another way; see `restart`. */
  mode: string | undefined;
  /** Null for whoever did not come over the network: the seed, a job, the command line. */
  clientAddress: string | null;
};

/** How an operation is called besides its input. */
export type CallOptions = { idempotencyKey?: string; requestId?: string; /** Where the call came from, when it is known. */ clientAddress?: string | null };

type OperationDefinition<Schema extends z.ZodType, Output, Prepared> = {
  name: Permission;
  input: Schema;
  /** False where the answer is a secret that must not be kept; such an operation moves no money and may run twice. Default true. */
  keepsAnswer?: boolean;
  /** A short transaction of its own before `run`, whose loss costs nothing. */
  prepare?: (db: Db, input: z.output<Schema>) => Promise<Prepared>;
  run: (context: OperationContext<Prepared>, input: z.output<Schema>) => Promise<Output | Refused>;
};

/** A use case: the only way in is `execute`, whoever calls (form, route, seed, test or job). */
export type Operation<Schema extends z.ZodType = z.ZodType, Output = unknown> = {
  name: Permission;
  input: Schema;
  execute: (actor: Actor, rawInput: unknown, options?: CallOptions) => Promise<Output>;
  /** As `execute`, and says whether the answer is that of an earlier run with the same key. */
  executeOnce: (actor: Actor, rawInput: unknown, options?: CallOptions) => Promise<{ output: Output; replayed: boolean }>;
};

/** Thrown by a step to roll back and run once more in another mode, holding nothing in between. */
export class Restart extends Error {
  constructor(readonly mode: string) {
    super(`restart as ${mode}`);
  }
}

/** Rolls back and begins again with `context.mode` set. */
export function restart(mode: string): never {
  throw new Restart(mode);
}

/**
 * Defines a use case: permission → parse → idempotency key → transaction → run → answer kept → audit.
 * The definition is the same for every door, so no door can forget one of these.
 */
export function defineOperation<Schema extends z.ZodType, Output, Prepared = undefined>(
  definition: OperationDefinition<Schema, Output, Prepared>,
): Operation<Schema, Output> {
  async function executeOnce(actor: Actor, rawInput: unknown, options: CallOptions = {}) {
    authorize(actor, definition.name);
    if (isNestedDeeperThan(rawInput, INPUT_DEPTH_MAX)) refuse("input_invalid", { message: "The input is nested too deeply." });
    const input = parseInput(definition.input, rawInput);
    const key = checkKey(options.idempotencyKey);
    const prepared = (await definition.prepare?.(database(), input)) as Prepared;

    const attempt = (mode: string | undefined) =>
      withTransaction((tx) => runInTransaction(definition, { tx, actor, prepared, mode, key, options }, { rawInput, input }));
    const result = await attempt(undefined).catch((error: unknown) => {
      if (error instanceof Restart) return attempt(error.mode);
      throw error;
    });
    if (result.output instanceof Refused) throw result.output.error;
    return { output: result.output as Output, replayed: result.replayed };
  }

  return {
    name: definition.name,
    input: definition.input,
    executeOnce,
    execute: async (actor, rawInput, options) => (await executeOnce(actor, rawInput, options)).output,
  };
}

type Attempt<Prepared> = {
  tx: Tx;
  actor: Actor;
  prepared: Prepared;
  mode: string | undefined;
  key: { text: string; fromCaller: boolean };
  options: CallOptions;
};

async function runInTransaction<Schema extends z.ZodType, Output, Prepared>(
  definition: OperationDefinition<Schema, Output, Prepared>,
  attempt: Attempt<Prepared>,
  { rawInput, input }: { rawInput: unknown; input: z.output<Schema> },
): Promise<{ output: Output | Refused; replayed: boolean }> {
  const { tx, actor, prepared, mode, key, options } = attempt;
  const { name, keepsAnswer = true } = definition;
  // A partner's key has its own keys, apart from those of the admin for whom it acts.
  const claimant = actor.apiKeyId === undefined ? actor.id : -actor.apiKeyId;
  const claim = { actorId: claimant, operation: name, key: key.text, input: rawInput, fromCaller: key.fromCaller };
  const claimed = keepsAnswer ? await claimIdempotencyKey(tx, claim) : null;
  if (claimed?.replay) return { output: claimed.answer as Output, replayed: true };

  const today = await readBusinessDate(tx);
  const output = await definition.run({ tx, actor, today, keyId: claimed?.id ?? 0, prepared, mode, clientAddress: options.clientAddress ?? null }, input);
  const isRefused = output instanceof Refused;
  if (claimed && isRefused) await releaseIdempotencyKey(tx, claimed.id);
  if (claimed && !isRefused) await storeAnswer(tx, claimed.id, output);
  await writeAudit(tx, { operation: name, actor, outcome: isRefused ? output.error.code : "done", input, requestId: options.requestId });
  return { output, replayed: false };
}

type QueryDefinition<Schema extends z.ZodType, Output> = {
  name: Permission;
  input: Schema;
  run: (context: { db: Db; actor: Actor; today: BusinessDate }, input: z.output<Schema>) => Promise<Output>;
};

/** A read with the same manners as an operation: permission → parse → run. */
export type Query<Output> = { name: Permission; execute: (actor: Actor, rawInput: unknown) => Promise<Output> };

/** Defines a read. */
export function defineQuery<Schema extends z.ZodType, Output>(definition: QueryDefinition<Schema, Output>): Query<Output> {
  return {
    name: definition.name,
    async execute(actor, rawInput) {
      authorize(actor, definition.name);
      const input = parseInput(definition.input, rawInput);
      const db = database();
      return definition.run({ db, actor, today: await readBusinessDate(db) }, input);
    },
  };
}

/** Refuses whoever may not do this: `authentication_required` for nobody in particular, else `permission_denied`. */
export function authorize(actor: Actor, permission: Permission): void {
  if (can(actor, permission)) return;
  refuse(actor.role === "anonymous" ? "authentication_required" : "permission_denied");
}

// Unknown fields are dropped by the schema but still hashed; without a bound a deep one would overflow the stack.
function isNestedDeeperThan(value: unknown, depthMax: number): boolean {
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return false;
  return depthMax === 0 || Object.values(value).some((inner) => isNestedDeeperThan(inner, depthMax - 1));
}

/** Checks what was sent; `input_invalid` with a message for each field that is not right. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, rawInput: unknown): z.output<Schema> {
  const parsed = schema.safeParse(rawInput);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".") || "form"] ??= issue.message;
  refuse("input_invalid", { fields });
}

// A key made here still serves: a retry after a COMMIT whose answer was lost finds the first result.
function checkKey(key: string | undefined): { text: string; fromCaller: boolean } {
  if (key === undefined) return { text: `${MADE_KEY_PREFIX}${randomUUID()}`, fromCaller: false };
  if (!/^[\x21-\x7e]{1,128}$/.test(key)) refuse("idempotency_key_invalid");
  return { text: key, fromCaller: true };
}
