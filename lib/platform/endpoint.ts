import type { z } from "zod";
import type { Permission } from "@/lib/core/permissions";
import { refusals, type AppError, type RefusalCode } from "./errors";
import type { EndpointCall } from "./endpoint-call";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a request carries, checked: each part by the schema that the endpoint names for it. */
export type Sent<Params, Query, Body> = { params: Params; query: Query; body: Body };

/**
 * A dialect: how a published contract says things that all of its endpoints say alike. Names of fields are the
 * dialect's own on the way in and in field errors on the way out.
 */
export type Dialect = {
  /** Turns the spellings that the contract also accepts into the ones that its schemas name. */
  readBody: (body: unknown) => unknown;
  /** The answer to a refusal whose message and fields are in the dialect's words already. */
  refusalBody: (refusal: AnsweredRefusal, endpoint: EndpointFacts) => { status: number; body: unknown };
  /** The shape of every refusal. */
  refusalSchema: z.ZodType;
  /** True where the contract has words of its own for a signed-in caller of the wrong kind; else that is 403 before anything is read. */
  answersWrongRoles?: boolean;
};

/** A refusal on its way out. */
export type AnsweredRefusal = { code: RefusalCode; status: number; message: string; fields?: Record<string, string>; reasons?: readonly unknown[]; extra?: Readonly<Record<string, unknown>>; requestId: string };

/** What is known of an endpoint without calling it: the document and the tests are made of this. */
export type EndpointFacts = {
  /** The operationId of the document. */
  id: string;
  method: Method;
  /** As OpenAPI writes it: "/api/loans/my-loans/{id}". */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** Who may call it: the name of the operation or read behind it in the permission table. */
  permission: Permission;
  dialect: Dialect;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** An example of the body, as a client sends it. */
  bodyExample?: unknown;
  bodyType: "json" | "multipart";
  answer: { status: number; schema: z.ZodType; example: unknown; description?: string };
  /** Refusals of its own, besides those that every endpoint has. */
  refusals: readonly RefusalCode[];
  /** Accepts `Idempotency-Key`. */
  isIdempotent: boolean;
  /** The answer is the same for everybody and may be kept while its ETag is current. */
  isCacheable: boolean;
  /** Reckons with what is sent and asks nothing of the bank: its calls have a limit of their own. */
  isPure: boolean;
  /** The operation's name of a field → the dialect's. */
  fields: Readonly<Record<string, string>>;
};

/** One method of one address of the API. */
export type Endpoint = EndpointFacts & { respond: (parts: Sent<unknown, unknown, unknown>, call: EndpointCall) => Promise<EndpointAnswer> };

export type EndpointAnswer = { body: unknown; status: number };

type Output<Schema extends z.ZodType | undefined> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type Definition<P extends z.ZodObject | undefined, Q extends z.ZodObject | undefined, B extends z.ZodType | undefined, A extends z.ZodType> = Omit<
  EndpointFacts,
  "params" | "query" | "body" | "bodyType" | "answer" | "refusals" | "isIdempotent" | "isCacheable" | "isPure" | "fields" | "dialect"
> & {
  params?: P;
  query?: Q;
  body?: B;
  bodyType?: "json" | "multipart";
  answer: { status?: number; schema: A; example: z.input<A>; description?: string };
  refusals?: readonly RefusalCode[];
  isIdempotent?: boolean;
  isCacheable?: boolean;
  isPure?: boolean;
  fields?: Readonly<Record<string, string>>;
  run: (sent: Sent<Output<P>, Output<Q>, Output<B>>, call: EndpointCall) => Promise<z.input<A>>;
};

/**
 * Makes `defineEndpoint` of a dialect: the one definition of a method of an address, from which come its handler,
 * its place in the OpenAPI document and its rows in the tests. `run` asks operations and reads by `call` and says
 * their answer in the dialect's words; nothing is decided in it.
 */
export function endpointsOf(dialect: Dialect) {
  return function defineEndpoint<
    A extends z.ZodType,
    P extends z.ZodObject | undefined = undefined,
    Q extends z.ZodObject | undefined = undefined,
    B extends z.ZodType | undefined = undefined,
  >(definition: Definition<P, Q, B, A>): Endpoint {
    const { run, answer, bodyType = "json", refusals: own = [], isIdempotent = false, isCacheable = false, isPure = false, fields = {}, ...facts } = definition;
    const { status = 200 } = answer;
    return {
      ...facts,
      dialect,
      bodyType,
      answer: { ...answer, status },
      refusals: own,
      isIdempotent,
      isCacheable,
      isPure,
      fields,
      respond: async (sent, call) => ({ body: await run(sent as Sent<Output<P>, Output<Q>, Output<B>>, call), status }),
    };
  };
}

/** A refusal in the words of an endpoint: fields by its names, and a message that says which. */
export function answeredRefusal(error: AppError, endpoint: EndpointFacts, requestId: string): AnsweredRefusal {
  const { code, details } = error;
  const fields = details.fields && renameFields(details.fields, endpoint.fields);
  const message = code === "input_invalid" && fields ? describeFields(fields) : error.message;
  return { code, status: refusals[code].status, message, fields, reasons: details.reasons, extra: details.extra, requestId };
}

function renameFields(fields: Readonly<Record<string, string>>, names: EndpointFacts["fields"]): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, message]) => [names[name] ?? snakeCase(name), message]));
}

// "form" is what concerns no single field.
function describeFields(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, message]) => (name === "form" ? message : `${name}: ${message}`))
    .join(" ");
}

/** "loanAmount" → "loan_amount". */
export function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
