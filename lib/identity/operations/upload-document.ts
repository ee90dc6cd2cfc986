import { createHash } from "node:crypto";
import { refusals, refuse, type RefusalCode } from "@/lib/platform/errors";
import type { SentFile } from "@/lib/platform/field-schemas";
import { defineOperation } from "@/lib/platform/operation";
import { fileStore } from "@/lib/storage/file-store";
import { insertCurrentDocument } from "../document-store";
import { recogniseDocument } from "../file-content";
import { documentSnapshot, listDocumentsOf } from "../queries";
import { DOCUMENT_BYTES_MAX, uploadDocumentInput } from "../schemas";
import { lockAccount } from "../store";

/**
 * Takes a document in: PDF, PNG or JPEG by content, at most 5 MiB. It replaces the one of its type as the current one.
 * Answers with all current ones. Refuses `document_type_refused`, `document_too_large`.
 */
export const uploadDocument = defineOperation({
  name: "identity.upload-document",
  input: uploadDocumentInput,
  // The file is stored first: if the row never follows, a file that nobody refers to is all that is left.
  prepare: (_db, { file }) => keepFile(file),
  async run({ tx, actor, prepared }, { type }) {
    if (!(await lockAccount(tx, actor.id))) refuse("session_ended");
    const documentId = await insertCurrentDocument(tx, { userId: actor.id, type, ...prepared });
    return { documentId, documents: (await listDocumentsOf(tx, actor.id)).map(documentSnapshot) };
  },
});

async function keepFile(file: SentFile | File) {
  if (file instanceof File) refuseFile("document_type_refused");
  const { bytes, name } = file;
  if (bytes.byteLength > DOCUMENT_BYTES_MAX) refuseFile("document_too_large");
  const recognised = await recogniseDocument(bytes, name);
  if (!recognised) refuseFile("document_type_refused");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { contentType, fileName } = recognised;
  const storageKey = await fileStore().put({ bytes, sha256, contentType, name: fileName });
  return { contentType, fileName, sizeBytes: bytes.byteLength, sha256, storageKey };
}

function refuseFile(code: Extract<RefusalCode, `document_${string}`>): never {
  refuse(code, { fields: { file: refusals[code].message } });
}
