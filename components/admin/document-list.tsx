"use client";

import { Check, CircleX, Clock } from "lucide-react";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { TextareaField } from "@/components/forms/fields";
import { StateBadge } from "@/components/layout/state-badge";
import { documentNames, reviewDocumentInput, type DocumentType } from "@/lib/identity/schemas";
import { formatPlural } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./admin.module.css";

export type ListedDocument = { id: number; type: DocumentType; fileName: string; state: "uploaded" | "verified" | "rejected"; rejectionReason: string | null };

type DocumentListProps = {
  documents: readonly ListedDocument[];
  /** Types without a verified document that the product demands. */
  missing: readonly DocumentType[];
  review: ServerAction<object>;
};

/** A borrower's documents: open one, then say whether it is what it claims to be. */
export function DocumentList({ documents, missing, review }: DocumentListProps) {
  const absent = missing.filter((type) => !documents.some((document) => document.type === type));
  return (
    <div className={classes.stack}>
      {documents.length === 0 && absent.length === 0 && <p className={classes.dim}>No documents. This product does not demand any.</p>}
      {(documents.length > 0 || absent.length > 0) && (
        <ul className={classes.lines}>
          {documents.map((document) => (
            <DocumentLine key={document.id} document={document} review={review} />
          ))}
          {absent.map((type) => (
            <li key={type} className={classes.line}>
              <span className={classes.lineWords}>
                <strong>{documentNames[type]}</strong>
                <span className={classes.small}>Not uploaded yet; demanded before the loan is paid out.</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {missing.length > 0 && (
        <p className={classes.small}>
          {formatPlural(missing.length, "demanded document")} still to be verified. Approving is possible, paying out is not.
        </p>
      )}
    </div>
  );
}

function DocumentLine({ document, review }: { document: ListedDocument; review: ServerAction<object> }) {
  const name = documentNames[document.type];
  return (
    <li className={classes.line}>
      <span className={classes.lineWords}>
        <strong>{name}</strong>
        <a className={classes.link} href={`/documents/${document.id}`} target="_blank" rel="noreferrer">
          {document.fileName}
        </a>
        {document.rejectionReason && <span className={classes.small}>{document.rejectionReason}</span>}
      </span>
      <DocumentBadge state={document.state} />
      {document.state === "uploaded" && (
        <span className={classes.rowEnd}>
          <ConfirmAction
            schema={reviewDocumentInput}
            action={review}
            defaultValues={{ documentId: document.id, verdict: "verified", reason: "" }}
            label="Verify"
            buttonLabel={`Verify: ${name}`}
            button={{ size: "xs", variant: "default" }}
            title={`Verify ${name.toLowerCase()}?`}
            confirm="Verify"
            done={() => `${name} is verified.`}
          >
            <p>You have opened {document.fileName} and it is readable, valid and the borrower’s own.</p>
          </ConfirmAction>
          <ConfirmAction
            schema={reviewDocumentInput}
            action={review}
            defaultValues={{ documentId: document.id, verdict: "rejected", reason: "" }}
            label="Reject…"
            buttonLabel={`Reject: ${name}`}
            button={{ size: "xs", variant: "default" }}
            title={`Reject ${name.toLowerCase()}?`}
            confirm="Reject the document"
            confirmColor="red"
            done={() => `${name} is rejected; the borrower can upload another.`}
          >
            <TextareaField name="reason" label="What is wrong" description="The borrower reads this." rows={3} maxLength={400} />
          </ConfirmAction>
        </span>
      )}
    </li>
  );
}

const looks = {
  uploaded: { text: "To review", tone: "accent", icon: Clock },
  verified: { text: "Verified", tone: "good", icon: Check },
  rejected: { text: "Rejected", tone: "bad", icon: CircleX },
} as const;

function DocumentBadge({ state }: Pick<ListedDocument, "state">) {
  return <StateBadge {...looks[state]} />;
}
