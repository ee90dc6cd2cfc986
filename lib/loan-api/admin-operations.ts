import { z } from "zod";
import { closeDay } from "@/lib/closing/operations/close-day";
import { countInput } from "@/lib/platform/field-schemas";
import { walkAudit } from "@/lib/reports/audit-queries";
import { defineEndpoint } from "./dialect";
import { dateAnswered, filterSent, idAnswered, idSent, instantAnswered, instantOf, pageAnswered, pageOf, pageSent } from "./fields";

/** POST /api/admin/business-days/close */
export const closeBusinessDayEndpoint = defineEndpoint({
  id: "closeBusinessDay",
  method: "POST",
  path: "/api/admin/business-days/close",
  tag: "Admin: operations",
  summary: "End the business date",
  description: "Due dates pass and late fees are charged. More than one day at once only in a demo. Always send an `Idempotency-Key`: each close ends one more day.",
  permission: "closing.close-day",
  body: z.object({ days: countInput(1, 31).optional().meta({ description: "How many days, by default one.", example: 1 }) }),
  bodyExample: { days: 1 },
  isIdempotent: true,
  refusals: ["demo_only"],
  answer: {
    schema: z.object({
      message: z.string(),
      closed_from: dateAnswered.meta({ description: "The first date that was closed." }),
      business_date: dateAnswered.meta({ description: "The bank's date from now on." }),
      late_fees: z.number().int().meta({ description: "Instalments that were charged a late fee." }),
    }),
    example: { message: "The business date is 2026-03-11.", closed_from: "2026-03-10", business_date: "2026-03-11", late_fees: 0 },
  },
  async run({ body }, call) {
    const { closedFrom, businessDate, lateFees } = await call.execute(closeDay, body);
    return { message: `The business date is ${businessDate}.`, closed_from: closedFrom, business_date: businessDate, late_fees: lateFees };
  },
});

/** GET /api/admin/audit */
export const listAuditEndpoint = defineEndpoint({
  id: "listAudit",
  method: "GET",
  path: "/api/admin/audit",
  tag: "Admin: operations",
  summary: "Who did what",
  description: "Every operation that ran, the newest first. What was sent with it is not told.",
  permission: "reports.list-audit",
  fields: { actorId: "user_id" },
  query: z.object({
    operation: filterSent(z.string()).meta({ description: "Only this operation.", example: "loans.approve" }),
    user_id: filterSent(idSent).meta({ description: "By this login only.", example: 1 }),
    ...pageSent,
  }),
  answer: {
    schema: z.object({
      entries: z.array(
        z.object({
          entry_id: idAnswered,
          operation: z.string(),
          actor: z.object({ user_id: idAnswered.nullable(), role: z.string(), full_name: z.string().nullable(), api_key_id: idAnswered.nullable() }),
          outcome: z.string().meta({ description: "`done`, or the code of a refusal that left traces." }),
          at: instantAnswered,
          request_id: z.string().nullable(),
        }),
      ),
      ...pageAnswered,
    }),
    example: {
      entries: [
        {
          ...{ entry_id: 310, operation: "loans.approve", outcome: "done", at: "2026-03-10T09:12:44.120Z", request_id: "5f0c1f0e-1c36-4f8e-9a53-0f2b9f6f2a11" },
          actor: { user_id: 1, role: "admin", full_name: "Administrator", api_key_id: null },
        },
      ],
      has_more: false,
    },
  },
  async run({ query: { operation, user_id, limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(walkAudit, { operation, actorId: user_id, limit: limit + 1, after }), limit);
    const entries = rows.map((row) => ({
      entry_id: row.id,
      operation: row.operation,
      actor: { user_id: row.actorId || null, role: row.actorRole, full_name: row.actorName, api_key_id: row.apiKeyId },
      outcome: row.outcome,
      at: instantOf(row.recordedAt),
      request_id: row.requestId,
    }));
    return { entries, has_more };
  },
});
