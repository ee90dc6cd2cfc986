import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { documents, users } from "@/db/schema";
import { cursorInput } from "@/lib/platform/cursor-page";
import { idInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";

/** A document waits, or was accepted or sent back. */
export const documentStates = ["uploaded", "verified", "rejected"] as const;

/** Current documents of everybody, oldest first, in any number: those that wait for a review unless another state is asked for. */
export const walkDocuments = defineQuery({
  name: "identity.list-documents",
  input: z.object({ state: z.enum(documentStates).default("uploaded"), userId: idInput.optional(), ...cursorInput }),
  run: ({ db }, { state, userId, limit, after }) =>
    db
      .select({
        id: documents.id,
        userId: documents.userId,
        fullName: users.fullName,
        type: documents.type,
        fileName: documents.fileName,
        contentType: documents.contentType,
        sizeBytes: documents.sizeBytes,
        state: documents.state,
        rejectionReason: documents.rejectionReason,
        reviewedAt: documents.reviewedAt,
        recordedAt: documents.recordedAt,
      })
      .from(documents)
      .innerJoin(users, eq(users.id, documents.userId))
      .where(
        and(
          eq(documents.isCurrent, true),
          eq(documents.state, state),
          userId === undefined ? undefined : eq(documents.userId, userId),
          after === undefined ? undefined : gt(documents.id, after),
        ),
      )
      .orderBy(asc(documents.id))
      .limit(limit),
});
