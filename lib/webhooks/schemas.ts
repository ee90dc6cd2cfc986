import { z } from "zod";
import { cursorInput } from "@/lib/platform/cursor-page";
import { idInput, optionalTextInput } from "@/lib/platform/field-schemas";

/** Everything a partner can be told of; the part before the dot is what it happened to. */
export const eventTypes = [
  "loan.applied",
  "loan.approved",
  "loan.rejected",
  "loan.withdrawn",
  "loan.disbursed",
  "loan.disbursement_returned",
  "loan.repayment_received",
  "loan.repayment_bounced",
  "loan.repayment_reversed",
  "loan.closed",
  "loan.written_off",
  "loan.recovery_received",
  "loan.recovery_reversed",
  "deposit.held",
  "deposit.confirmed",
  "deposit.bounced",
  "withdrawal.requested",
  "withdrawal.paid",
  "withdrawal.refused",
  "withdrawal.bounced",
] as const;

export type EventType = (typeof eventTypes)[number];

const URL_LENGTH_MAX = 500;

const urlInput = z
  .string({ error: "Enter the address that is to be told." })
  .trim()
  .max(URL_LENGTH_MAX, { error: `Use at most ${URL_LENGTH_MAX} characters.` })
  .refine(isPlainUrl, { error: "Enter an address such as https://partner.example/hooks, without a user name in it." });

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "";
}

const eventTypesInput = z
  .array(z.enum(eventTypes, { error: `A kind of event is one of: ${eventTypes.join(", ")}.` }), { error: "Choose the kinds of events." })
  .max(100, { error: "Name each kind of event once." });

/** Where a partner wants to be told, and of what; no kind of event means every kind. */
export const createEndpointInput = z.object({ url: urlInput, description: optionalTextInput(200), eventTypes: eventTypesInput.default([]) });

/** What is not named stays as it is. */
export const updateEndpointInput = z.object({
  endpointId: idInput,
  url: urlInput.optional(),
  description: z.string().trim().max(200, { error: "Use at most 200 characters." }).optional(),
  eventTypes: eventTypesInput.optional(),
  enabled: z.boolean({ error: "Say true or false." }).optional(),
});

export const endpointInput = z.object({ endpointId: idInput });

export const deliveryInput = z.object({ deliveryId: idInput });

/** Everything from an instant on, sent again. */
export const replaySinceInput = z.object({
  endpointId: idInput,
  since: z.iso.datetime({ offset: true, error: "Enter an instant such as 2026-03-02T09:00:00Z." }).transform((text) => new Date(text)),
});

export const listEndpointsInput = z.object(cursorInput);

export const listDeliveriesInput = z.object({ endpointId: idInput, ...cursorInput });
