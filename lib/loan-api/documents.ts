import { z } from "zod";
import { uploadDocument } from "@/lib/identity/operations/upload-document";
import { documentSnapshot, listOwnDocuments } from "@/lib/identity/queries";
import { documentTypes } from "@/lib/identity/schemas";
import type { SentFile } from "@/lib/platform/field-schemas";
import { defineEndpoint } from "./dialect";
import { idAnswered, instantAnswered } from "./fields";

export const documentAnswered = z
  .object({
    document_id: idAnswered,
    document_type: z.enum(documentTypes),
    file_name: z.string(),
    content_type: z.string(),
    size_bytes: z.number().int(),
    state: z.enum(["uploaded", "verified", "rejected"]),
    rejection_reason: z.string().nullable(),
    uploaded_at: instantAnswered,
    download_url: z.string().meta({ description: "Answers its owner and staff only, with the same token." }),
  })
  .meta({ id: "Document" });

type DocumentAnswered = z.input<typeof documentAnswered>;

export const documentExample: DocumentAnswered = {
  document_id: 12,
  document_type: "govt_id",
  file_name: "passport.pdf",
  content_type: "application/pdf",
  size_bytes: 48211,
  state: "uploaded",
  rejection_reason: null,
  uploaded_at: "2026-03-02T09:30:00.000Z",
  download_url: "/documents/12",
};

/** Our document in this contract's words. */
export function documentOf(document: ReturnType<typeof documentSnapshot>): DocumentAnswered {
  return {
    document_id: document.id,
    document_type: document.type,
    file_name: document.fileName,
    content_type: document.contentType,
    size_bytes: document.sizeBytes,
    state: document.state,
    rejection_reason: document.rejectionReason,
    uploaded_at: document.uploadedAt,
    download_url: `/documents/${document.id}`,
  };
}

// A part without a file name arrives as text; the operation refuses it.
const fileSent = z
  .custom<SentFile | string>((sent) => sent !== undefined, { error: "Choose a file." })
  .meta({ override: { type: "string", format: "binary" }, description: "A PDF, PNG or JPEG of at most 5 MiB." });

/** GET /api/users/documents */
export const documentsEndpoint = defineEndpoint({
  id: "listDocuments",
  method: "GET",
  path: "/api/users/documents",
  tag: "Profile",
  summary: "Documents",
  description: "The current document of each type, the newest first.",
  permission: "identity.list-own-documents",
  answer: { schema: z.object({ documents: z.array(documentAnswered) }), example: { documents: [documentExample] } },
  run: async (_sent, call) => ({ documents: (await call.read(listOwnDocuments)).map(documentSnapshot).map(documentOf) }),
});

/** POST /api/users/upload-document */
export const uploadDocumentEndpoint = defineEndpoint({
  id: "uploadDocument",
  method: "POST",
  path: "/api/users/upload-document",
  tag: "Profile",
  summary: "Upload a document",
  description: "What a file is, is told by its content. It takes the place of the one of its type before it.",
  permission: "identity.upload-document",
  bodyType: "multipart",
  body: z.object({ file: fileSent, document_type: z.enum(documentTypes, { error: `Choose one of ${documentTypes.join(", ")}.` }) }),
  bodyExample: { file: "(the file)", document_type: "govt_id" },
  isIdempotent: true,
  refusals: ["document_type_refused", "document_too_large"],
  fields: { type: "document_type" },
  answer: {
    status: 201,
    schema: z.object({ message: z.string(), document_id: idAnswered, documents: z.array(documentAnswered) }),
    example: { message: "Your document is uploaded.", document_id: 12, documents: [documentExample] },
  },
  async run({ body }, call) {
    const { documentId, documents } = await call.execute(uploadDocument, { type: body.document_type, file: body.file });
    return { message: "Your document is uploaded.", document_id: documentId, documents: documents.map(documentOf) };
  },
});
