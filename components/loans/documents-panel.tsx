import { CircleDashed, CircleX, Clock, FileCheck2 } from "lucide-react";
import { SectionCard } from "@/components/layout/section-card";
import { StateBadge } from "@/components/layout/state-badge";
import { documentNames, requiredDocumentTypes, type DocumentType } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./borrower.module.css";
import { UploadDocumentForm } from "./upload-document-form";

/** A current document of the borrower, as identity lists them. */
export type OwnDocument = { id: number; type: DocumentType; fileName: string; state: "uploaded" | "verified" | "rejected"; rejectionReason: string | null };

const looks = {
  missing: { text: "Still needed", tone: "warn", icon: CircleDashed },
  uploaded: { text: "Being checked", tone: "accent", icon: Clock },
  verified: { text: "Verified", tone: "good", icon: FileCheck2 },
  rejected: { text: "Not accepted", tone: "bad", icon: CircleX },
} as const;

/** Is something still to be sent for a product that demands documents? */
export function lacksDocuments(documents: readonly Pick<OwnDocument, "type" | "state">[]): boolean {
  return requiredDocumentTypes.some((type) => !documents.some((document) => document.type === type && document.state !== "rejected"));
}

/** The documents that must be verified before the loan is paid out, each with its state and a way to send it. */
export function DocumentsPanel({ documents, upload }: { documents: readonly OwnDocument[]; upload: ServerAction<unknown> }) {
  return (
    <SectionCard title="Documents" description="The loan is paid out once an officer has verified both.">
      <ul className={classes.documents}>
        {requiredDocumentTypes.map((type) => {
          const document = documents.find((each) => each.type === type);
          const state = document?.state ?? "missing";
          return (
            <li key={type}>
              <div className={classes.documentHead}>
                <div>
                  <h3 className={classes.documentName}>{documentNames[type]}</h3>
                  {document && <p className={classes.quiet}>{document.fileName}</p>}
                </div>
                <StateBadge {...looks[state]} />
              </div>
              {document?.rejectionReason && <p>{document.rejectionReason}</p>}
              {(state === "missing" || state === "rejected") && <UploadDocumentForm type={type} action={upload} />}
            </li>
          );
        })}
      </ul>
    </SectionCard>
  );
}
