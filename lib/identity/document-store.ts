import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/transaction";
import { documents } from "@/db/schema";
import { instantNow } from "@/lib/platform/clock";
import type { DocumentType } from "./schemas";

type NewDocument = {
  userId: number;
  type: DocumentType;
  fileName: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
};

/** Keeps a new document; the one of this type before it stays on file, but no longer counts. */
export async function insertCurrentDocument(tx: Tx, document: NewDocument): Promise<number> {
  await tx
    .update(documents)
    .set({ isCurrent: false })
    .where(and(eq(documents.userId, document.userId), eq(documents.type, document.type), eq(documents.isCurrent, true)));
  const [row] = await tx.insert(documents).values(document).$returningId();
  if (!row) throw new Error("The database gave no id for a document.");
  return row.id;
}

/** Locks one document. */
export async function lockDocument(tx: Tx, id: number) {
  const [row] = await tx
    .select({ id: documents.id, userId: documents.userId, type: documents.type, state: documents.state, isCurrent: documents.isCurrent })
    .from(documents)
    .where(eq(documents.id, id))
    .for("update");
  return row ?? null;
}

type Review = { id: number; state: "verified" | "rejected"; reviewedBy: number; rejectionReason: string | null };

export async function setDocumentReviewed(tx: Tx, { id, ...review }: Review): Promise<void> {
  await tx.update(documents).set({ ...review, reviewedAt: instantNow() }).where(eq(documents.id, id));
}
