import { z } from "zod";
import { endpointsOf, snakeCase, type Dialect } from "@/lib/platform/endpoint";

/**
 * How the API under /api speaks: names in snake_case, amounts as JSON numbers in major units, states capitalised,
 * refusals as `{ error, code, request_id, fields?, reasons? }`. Names in camelCase are understood too.
 */
const loanApi: Dialect = {
  readBody: withSnakeCaseNames,
  refusalBody: ({ code, status, message, fields, reasons, extra, requestId }) => ({
    status,
    body: { error: message, code, fields, reasons, ...extra, request_id: requestId },
  }),
  refusalSchema: z
    .object({
      error: z.string().meta({ description: "What a person reads. It may change." }),
      code: z.string().meta({ description: "Stable: decide by this." }),
      request_id: z.string().meta({ description: "Tell it when you ask for help." }),
      fields: z.record(z.string(), z.string()).optional().meta({ description: "What to do about each field that is not right." }),
      reasons: z.array(z.unknown()).optional().meta({ description: "Every rule that is not met." }),
      requires_otp_verification: z.literal(true).optional().meta({ description: "With `account_unverified`: a code must be entered first." }),
      user_id: z.number().int().optional().meta({ description: "With `account_unverified`: whose code it is." }),
    })
    .meta({ id: "Refusal" }),
};

/** Defines one method of one address under /api. */
export const defineEndpoint = endpointsOf(loanApi);

// The names of a body itself, not of anything nested: no body of this dialect nests names of its own.
function withSnakeCaseNames(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [snakeCase(name), value]));
}
