import { notify } from "@/lib/notifications/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { lockDocument, setDocumentReviewed } from "../document-store";
import { documentNames, reviewDocumentInput } from "../schemas";
import { personOf, recipientOf } from "../steps";

/** Staff accept a document or send it back with a reason. Decided once; only a new upload opens the question again. */
export const reviewDocument = defineOperation({
  name: "identity.review-document",
  input: reviewDocumentInput,
  async run({ tx, actor }, { documentId, verdict, reason }) {
    const document = await lockDocument(tx, documentId);
    if (!document) refuse("not_found");
    if ((await personOf(tx, document.userId)) === (await personOf(tx, actor.id))) {
      refuse("permission_denied", { message: "Somebody else must review a document of your own." });
    }
    if (document.state !== "uploaded" || !document.isCurrent) refuse("document_not_reviewable");
    const rejectionReason = verdict === "rejected" ? reason : null;
    await setDocumentReviewed(tx, { id: documentId, state: verdict, reviewedBy: actor.id, rejectionReason });
    if (verdict === "rejected") {
      await notify(tx, { kind: "document_rejected", recipient: await recipientOf(tx, document.userId), params: { documentName: documentNames[document.type], reason } });
    }
    return {};
  },
});
