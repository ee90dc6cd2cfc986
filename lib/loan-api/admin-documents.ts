import { z } from "zod";
import { reviewDocument } from "@/lib/identity/operations/review-document";
import { documentSnapshot } from "@/lib/identity/queries";
import { documentStates, walkDocuments } from "@/lib/reports/document-queries";
import { defineEndpoint } from "./dialect";
import { documentAnswered, documentExample, documentOf } from "./documents";
import { filterSent, idAnswered, idSent, pageAnswered, pageOf, pageSent } from "./fields";

const ownerAnswered = { user_id: idAnswered, full_name: z.string() };

/** GET /api/admin/documents */
export const listDocumentsEndpoint = defineEndpoint({
  id: "listDocumentsToReview",
  method: "GET",
  path: "/api/admin/documents",
  tag: "Admin: people",
  summary: "Documents that wait for a review",
  description: "The oldest first; with `state` those already reviewed.",
  permission: "identity.list-documents",
  query: z.object({
    state: filterSent(z.enum(documentStates, { error: `Use one of ${documentStates.join(", ")}.` })).meta({ example: "uploaded" }),
    user_id: filterSent(idSent).meta({ description: "Of this person only.", example: 7 }),
    ...pageSent,
  }),
  answer: {
    schema: z.object({ documents: z.array(documentAnswered.extend(ownerAnswered).meta({ id: "DocumentOfSomebody" })), ...pageAnswered }),
    example: { documents: [{ ...documentExample, user_id: 7, full_name: "Asha Rao" }], has_more: false },
  },
  async run({ query: { state, user_id, limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(walkDocuments, { state, userId: user_id, limit: limit + 1, after }), limit);
    return { documents: rows.map((row) => ({ ...documentOf(documentSnapshot(row)), user_id: row.userId, full_name: row.fullName })), has_more };
  },
});

/** POST /api/admin/documents/{id}/review */
export const reviewDocumentEndpoint = defineEndpoint({
  id: "reviewDocument",
  method: "POST",
  path: "/api/admin/documents/{id}/review",
  tag: "Admin: people",
  summary: "Accept a document or send it back",
  description: "Decided once; only a new upload opens the question again.",
  permission: "identity.review-document",
  params: z.object({ id: idSent }),
  body: z.object({
    verdict: z.enum(["verified", "rejected"], { error: "Use verified or rejected." }),
    reason: z.string({ error: "Write the reason as a text." }).nullish().meta({ description: "What is wrong, so that the person can mend it: needed to reject." }),
  }),
  bodyExample: { verdict: "rejected", reason: "The photo is blurred." },
  isIdempotent: true,
  refusals: ["document_not_reviewable"],
  answer: {
    schema: z.object({ message: z.string(), document_id: idAnswered, state: z.enum(["verified", "rejected"]) }),
    example: { message: "The document is rejected.", document_id: 5, state: "rejected" },
  },
  async run({ params, body: { verdict, reason } }, call) {
    await call.execute(reviewDocument, { documentId: params.id, verdict, reason: reason ?? "" });
    return { message: `The document is ${verdict}.`, document_id: params.id, state: verdict };
  },
});
