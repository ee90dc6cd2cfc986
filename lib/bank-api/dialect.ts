import { z } from "zod";
import { endpointsOf, type AnsweredRefusal, type Dialect } from "@/lib/platform/endpoint";
import { wordsOf } from "./contract";

/** A failure, documented or not. */
const failed = z
  .object({
    status: z.literal("fail"),
    action: z.string(),
    error_message: z.string().meta({ description: "What went wrong, in the published words where the contract documents it." }),
    code: z.string().meta({ description: "Stable: decide by this." }),
    request_id: z.string().meta({ description: "Tell it when you ask for help." }),
    fields: z.record(z.string(), z.string()).optional().meta({ description: "What to do about each field that is not right." }),
  })
  .meta({ id: "BankFailure" });

/** How the API at the root addresses speaks: `{ status, action, … }`, amounts as decimal texts, documented failures with status 200. */
const bankApi: Dialect = {
  readBody: (body) => body,
  refusalBody: (refusal, { path }) => {
    const { action, failures } = wordsOf(path);
    const documented = failures[refusal.code];
    return { status: documented === undefined ? refusal.status : 200, body: failureBody(refusal, action, documented ?? describe(refusal)) };
  },
  refusalSchema: failed,
  answersWrongRoles: true,
};

/** Defines one method of one root address. */
export const defineEndpoint = endpointsOf(bankApi);

/** What every success at an address begins with. */
export function succeeded(path: string): { status: "success"; action: string } {
  return { status: "success", action: wordsOf(path).action };
}

function failureBody({ code, fields, requestId }: AnsweredRefusal, action: string, message: string): z.output<typeof failed> {
  return { status: "fail", action, error_message: message, code, fields, request_id: requestId };
}

// Of input the message names the fields already; of any other refusal a field says more than the message.
function describe({ code, message, fields }: AnsweredRefusal): string {
  return fields && code !== "input_invalid" ? Object.values(fields).join(" ") : message;
}

/** The shape of a success with these members. */
export function answered<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({ status: z.literal("success"), action: z.string(), ...shape });
}
