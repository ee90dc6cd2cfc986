import type { z } from "zod";
import type { Actor } from "@/lib/core/permissions";
import type { Operation, Query } from "./operation";

/** What a request says about itself besides its parts. */
export type CallFacts = { actor: Actor; requestId: string; idempotencyKey?: string; clientAddress: string | null };

/** How an endpoint reaches the bank: in the name of whoever called, with the call's own key and request id. */
export class EndpointCall {
  /** An operation answered with what it had answered to the same key before. */
  isReplay = false;

  constructor(readonly facts: CallFacts) {}

  get actor(): Actor {
    return this.facts.actor;
  }

  /** Runs an operation. The call's idempotency key is the operation's. */
  async execute<Schema extends z.ZodType, Output>(operation: Operation<Schema, Output>, input: unknown): Promise<Output> {
    const { actor, idempotencyKey, requestId, clientAddress } = this.facts;
    const { output, replayed } = await operation.executeOnce(actor, input, { idempotencyKey, requestId, clientAddress });
    this.isReplay ||= replayed;
    return output;
  }

  /** Reads. */
  read<Output>(query: Query<Output>, input: unknown = {}): Promise<Output> {
    return query.execute(this.facts.actor, input);
  }
}
