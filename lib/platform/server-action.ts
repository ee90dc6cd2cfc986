import { headers } from "next/headers";
import type { z } from "zod";
import { logger } from "./logger";
import type { ActionResult } from "./action-result";
import { clientAddressOf } from "./client-address";
import { AppError } from "./errors";
import type { SentFile } from "./field-schemas";
import type { Operation } from "./operation";
import { readActor } from "./session";

/** A form's door to an operation. */
export type ServerAction<Output> = (input: unknown, idempotencyKey?: string) => Promise<ActionResult<Output>>;

/** Makes the door for people: reads who asks, executes, and turns a refusal into words beside the fields. */
export function serverAction<Schema extends z.ZodType, Output>(operation: Operation<Schema, Output>): ServerAction<Output> {
  return async (input, idempotencyKey) => {
    const requestId = crypto.randomUUID();
    try {
      const sentHeaders = new Headers(await headers());
      const actor = await readActor(sentHeaders);
      const options = { idempotencyKey, requestId, clientAddress: clientAddressOf(sentHeaders) };
      const data = await operation.execute(actor, await withFilesRead(input), options);
      return { ok: true, data };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: { code: error.code, message: error.message, fields: error.details.fields } };
      logger.error({ err: error, operation: operation.name, requestId }, "an action failed");
      throw error;
    }
  };
}

// A `File` is read here once: operations and the idempotency hash work on its bytes.
async function withFilesRead(input: unknown): Promise<unknown> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const read = async ([name, value]: [string, unknown]): Promise<[string, unknown]> => [name, value instanceof File ? await readFile(value) : value];
  return Object.fromEntries(await Promise.all(Object.entries(input).map(read)));
}

async function readFile(file: File): Promise<SentFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
