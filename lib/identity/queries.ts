import { and, desc, eq } from "drizzle-orm";
import type { MySql2Database } from "drizzle-orm/mysql2";
import { documents } from "@/db/schema";
import { can } from "@/lib/core/permissions";
import { refuse } from "@/lib/platform/errors";
import { defineQuery } from "@/lib/platform/operation";
import type { SentDocument } from "@/lib/platform/file-handler";
import { fileStore } from "@/lib/storage/file-store";
import { readAccountSnapshot } from "./account-snapshot";
import { readEmploymentDetails, readFinancialDetails } from "./details-store";
import { documentInput, nothingInput } from "./schemas";

/** A list of one person's documents is short; this only bounds it. */
const DOCUMENTS_MAX = 100;

/** The signed-in login itself, with the bank's date. */
export const getAccount = defineQuery({
  name: "identity.get-account",
  input: nothingInput,
  run: async ({ db, actor, today }) => ({ ...(await readAccountSnapshot(db, actor.id)), today }),
});

/** A borrower's own profile; `finance` and `employment` are null until they were saved. */
export const getBorrowerDetails = defineQuery({
  name: "identity.get-borrower-details",
  input: nothingInput,
  run: async ({ db, actor }) => ({
    profile: await readAccountSnapshot(db, actor.id),
    finance: await readFinancialDetails(db, actor.id),
    employment: await readEmploymentDetails(db, actor.id),
  }),
});

/** All that a login of any role has told of itself, with its current documents. */
export const getProfile = defineQuery({
  name: "identity.get-profile",
  input: nothingInput,
  run: async ({ db, actor }) => ({
    account: await readAccountSnapshot(db, actor.id),
    finance: await readFinancialDetails(db, actor.id),
    employment: await readEmploymentDetails(db, actor.id),
    documents: await listDocumentsOf(db, actor.id),
  }),
});

/** A borrower's own finances. Refuses `details_not_saved`. */
export const getFinancialDetails = defineQuery({
  name: "identity.get-financial-details",
  input: nothingInput,
  run: async ({ db, actor }) => (await readFinancialDetails(db, actor.id)) ?? refuse("details_not_saved"),
});

/** A borrower's own work and income. Refuses `details_not_saved`. */
export const getEmploymentDetails = defineQuery({
  name: "identity.get-employment-details",
  input: nothingInput,
  run: async ({ db, actor }) => (await readEmploymentDetails(db, actor.id)) ?? refuse("details_not_saved"),
});

/** The caller's own current documents, newest first. */
export const listOwnDocuments = defineQuery({
  name: "identity.list-own-documents",
  input: nothingInput,
  run: ({ db, actor }) => listDocumentsOf(db, actor.id),
});

/** One login's current documents, newest first; where they are stored is never told. */
export function listDocumentsOf(db: MySql2Database, userId: number) {
  return db
    .select({
      id: documents.id,
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
    .where(and(eq(documents.userId, userId), eq(documents.isCurrent, true)))
    .orderBy(desc(documents.id))
    .limit(DOCUMENTS_MAX);
}

type OwnDocument = Awaited<ReturnType<typeof listDocumentsOf>>[number];

/** A document as its owner is told of it by a machine; `uploadedAt` is an ISO instant. */
export function documentSnapshot({ id, type, fileName, contentType, sizeBytes, state, rejectionReason, recordedAt }: OwnDocument) {
  return { id, type, fileName, contentType, sizeBytes, state, rejectionReason, uploadedAt: recordedAt.toISOString() };
}

/** A document to download: its owner's, or any for whoever may see them all. */
export const openDocument = defineQuery({
  name: "identity.open-document",
  input: documentInput,
  async run({ db, actor }, { documentId }): Promise<SentDocument> {
    const own = can(actor, "identity.open-any-document") ? undefined : eq(documents.userId, actor.id);
    const [document] = await db
      .select({ fileName: documents.fileName, contentType: documents.contentType, sizeBytes: documents.sizeBytes, storageKey: documents.storageKey })
      .from(documents)
      .where(and(eq(documents.id, documentId), own));
    if (!document) refuse("not_found");
    const { storageKey, ...file } = document;
    return { ...file, content: await fileStore().open(storageKey) };
  },
});
