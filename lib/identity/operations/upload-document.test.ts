import { beforeAll, expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { listOwnDocuments, openDocument } from "../queries";
import { hasVerifiedDocuments } from "../steps";
import { hireAdmin, signUp } from "../testing";
import { reviewDocument } from "./review-document";
import { uploadDocument } from "./upload-document";

beforeAll(() => openInstallation("2026-03-02"));

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const pdf = (text = "") => bytesOf(`%PDF-1.7\n${text}\n%%EOF`);
const png = Uint8Array.from(Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64"));

test("200: the type is found in the content and the name is made harmless", async () => {
  const own = await signUp("borrower", "a@example.com");
  await uploadDocument.execute(own, { type: "photo", file: { name: "../../etc/pass\u202Ewd\r\n.exe", bytes: png } });
  const [document] = await listOwnDocuments.execute(own, {});
  expect(document).toMatchObject({ type: "photo", fileName: "pass-wd.png", contentType: "image/png", state: "uploaded" });
  expect(JSON.stringify(document)).not.toMatch(/storageKey|local:/);
});

test("a new upload of a type replaces the current one", async () => {
  const own = await signUp("borrower", "b@example.com");
  await uploadDocument.execute(own, { type: "govt_id", file: { name: "old.pdf", bytes: pdf("old") } });
  await uploadDocument.execute(own, { type: "govt_id", file: { name: "new.pdf", bytes: pdf("new") } });
  expect((await listOwnDocuments.execute(own, {})).map((document) => document.fileName)).toEqual(["new.pdf"]);
});

test.each([
  { what: "a script with a PDF's name", file: { name: "id.pdf", bytes: bytesOf("<script>alert(1)</script>") }, code: "document_type_refused" },
  { what: "a drawing that can hold scripts", file: { name: "id.svg", bytes: bytesOf("<svg xmlns='http://www.w3.org/2000/svg'/>") }, code: "document_type_refused" },
  { what: "an empty file", file: { name: "id.pdf", bytes: new Uint8Array(0) }, code: "document_type_refused" },
  { what: "more than 5 MiB", file: { name: "id.pdf", bytes: pdf("x".repeat(5 * 1024 * 1024)) }, code: "document_too_large" },
])("400: $what", async ({ what, file, code }) => {
  const own = await signUp("borrower", `${what.length}@example.com`);
  const refusal = await refusalOf(uploadDocument.execute(own, { type: "govt_id", file }));
  expect([refusal.code, Object.keys(refusal.details.fields ?? {})]).toEqual([code, ["file"]]);
  expect(await listOwnDocuments.execute(own, {})).toEqual([]);
});

test("the same key with the same bytes is one document, with other bytes a conflict", async () => {
  const own = await signUp("borrower", "c@example.com");
  const sent = (text: string) => ({ type: "govt_id", file: { name: "id.pdf", bytes: pdf(text) } });
  const first = await uploadDocument.execute(own, sent("1"), { idempotencyKey: "k1" });
  expect(await uploadDocument.execute(own, sent("1"), { idempotencyKey: "k1" })).toEqual(first);
  expect((await refusalOf(uploadDocument.execute(own, sent("2"), { idempotencyKey: "k1" }))).code).toBe("idempotency_key_reused");
});

test("only the owner and staff can open a document; for others it does not exist", async () => {
  const own = await signUp("borrower", "d@example.com");
  const stranger = await signUp("borrower", "stranger@example.com");
  const admin = await hireAdmin("admin@example.com");
  const { documentId } = await uploadDocument.execute(own, { type: "govt_id", file: { name: "id.pdf", bytes: pdf("mine") } });
  for (const reader of [own, admin]) {
    const { content, sizeBytes } = await openDocument.execute(reader, { documentId });
    const text = await new Response(content).text();
    expect([text, text.length]).toEqual([Buffer.from(pdf("mine")).toString(), sizeBytes]);
  }
  expect((await refusalOf(openDocument.execute(stranger, { documentId }))).code).toBe("not_found");
});

test("staff verify once; a rejection needs a reason, and a new upload asks again", async () => {
  const own = await signUp("borrower", "e@example.com");
  const admin = await hireAdmin("admin2@example.com");
  const upload = async (type: string) => (await uploadDocument.execute(own, { type, file: { name: "id.pdf", bytes: pdf(type) } })).documentId;
  const isComplete = () => withTransaction((tx) => hasVerifiedDocuments(tx, own.id));
  await reviewDocument.execute(admin, { documentId: await upload("govt_id"), verdict: "verified" });
  expect(await isComplete()).toBe(false);
  const second = await upload("address_proof");
  expect((await refusalOf(reviewDocument.execute(admin, { documentId: second, verdict: "rejected" }))).details.fields).toHaveProperty("reason");
  expect((await refusalOf(reviewDocument.execute(own, { documentId: second, verdict: "verified" }))).code).toBe("permission_denied");
  await reviewDocument.execute(admin, { documentId: second, verdict: "verified" });
  expect(await isComplete()).toBe(true);
  expect((await refusalOf(reviewDocument.execute(admin, { documentId: second, verdict: "rejected", reason: "late" }))).code).toBe("document_not_reviewable");
  const third = await upload("address_proof");
  expect(await isComplete()).toBe(false);
  await reviewDocument.execute(admin, { documentId: third, verdict: "rejected", reason: "The address cannot be read." });
  expect((await listOwnDocuments.execute(own, {}))[0]).toMatchObject({ state: "rejected", rejectionReason: "The address cannot be read." });
});

test("staff do not review a document of their own person", async () => {
  const own = await signUp("borrower", "same@example.com");
  const admin = await hireAdmin("same@example.com");
  const { documentId } = await uploadDocument.execute(own, { type: "govt_id", file: { name: "id.pdf", bytes: pdf() } });
  expect((await refusalOf(reviewDocument.execute(admin, { documentId, verdict: "verified" }))).code).toBe("permission_denied");
});
