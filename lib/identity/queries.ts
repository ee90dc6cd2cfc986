import { and, desc, eq } from "drizzle-orm";
import type { MySql2Database } from "drizzle-orm/mysql2";
import { documents, employmentDetails, financialDetails, users } from "@/db/schema";
import { can } from "@/lib/core/permissions";
import { refuse } from "@/lib/platform/errors";
import { defineQuery } from "@/lib/platform/operation";
import type { SentDocument } from "@/lib/platform/file-handler";
import { fileStore } from "@/lib/storage/file-store";
import { documentInput, nothingInput } from "./schemas";

/** A list of one person's documents is short; this only bounds it. */
const DOCUMENTS_MAX = 100;

/** The signed-in login itself, for the frame of its pages, with the bank's date. */
export const getAccount = defineQuery({
  name: "identity.get-account",
  input: nothingInput,
  async run({ db, actor, today }) {
    const [account] = await db
      .select({ userId: users.id, role: users.role, email: users.email, fullName: users.fullName, phone: users.phone })
      .from(users)
      .where(eq(users.id, actor.id));
    if (!account) refuse("session_ended");
    return { ...account, today };
  },
});

/** A borrower's own profile; `finance` and `employment` are null until they were saved. */
export const getBorrowerDetails = defineQuery({
  name: "identity.get-borrower-details",
  input: nothingInput,
  async run({ db, actor }) {
    const [profile] = await db
      .select({
        fullName: users.fullName,
        email: users.email,
        phone: users.phone,
        dateOfBirth: users.dateOfBirth,
        gender: users.gender,
        nationality: users.nationality,
        maritalStatus: users.maritalStatus,
        permanentAddress: users.permanentAddress,
      })
      .from(users)
      .where(eq(users.id, actor.id));
    if (!profile) refuse("session_ended");
    const [finance] = await db
      .select({
        existingLoans: financialDetails.existingLoans,
        monthlyEmi: financialDetails.monthlyEmi,
        assetsOwned: financialDetails.assetsOwned,
        bankAccountDetails: financialDetails.bankAccountDetails,
      })
      .from(financialDetails)
      .where(eq(financialDetails.userId, actor.id));
    const [employment] = await db
      .select({
        status: employmentDetails.status,
        employerNameAddress: employmentDetails.employerNameAddress,
        jobTitle: employmentDetails.jobTitle,
        monthlyIncome: employmentDetails.monthlyIncome,
        otherIncome: employmentDetails.otherIncome,
      })
      .from(employmentDetails)
      .where(eq(employmentDetails.userId, actor.id));
    return { profile, finance: finance ?? null, employment: employment ?? null };
  },
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

/** A document to download: its owner's, or any for whoever may review documents. */
export const openDocument = defineQuery({
  name: "identity.open-document",
  input: documentInput,
  async run({ db, actor }, { documentId }): Promise<SentDocument> {
    const own = can(actor, "identity.review-document") ? undefined : eq(documents.userId, actor.id);
    const [document] = await db
      .select({ fileName: documents.fileName, contentType: documents.contentType, sizeBytes: documents.sizeBytes, storageKey: documents.storageKey })
      .from(documents)
      .where(and(eq(documents.id, documentId), own));
    if (!document) refuse("not_found");
    const { storageKey, ...file } = document;
    return { ...file, content: await fileStore().open(storageKey) };
  },
});
