import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EntryView } from "@/components/admin/ledger-entry";
import { entryKindInWords } from "@/components/admin/loan-words";
import { PageHeader } from "@/components/layout/page-header";
import { env } from "@/lib/env";
import { idInput } from "@/lib/platform/field-schemas";
import { requireActor } from "@/lib/platform/page-session";
import { getEntry } from "@/lib/reports/ledger-entry";

export const metadata: Metadata = { title: "Journal entry" };

export default async function EntryPage({ params }: PageProps<"/admin/ledger/entries/[entryId]">) {
  const actor = await requireActor("admin");
  const entryId = idInput.safeParse((await params).entryId);
  const entry = entryId.success ? await getEntry.execute(actor, { entryId: entryId.data }) : null;
  if (!entry) notFound();
  return (
    <>
      <PageHeader title={`Entry ${entry.id}`} lead={entryKindInWords(entry.kind)} breadcrumbs={[{ label: "Ledger", href: "/admin/ledger" }]} />
      <EntryView entry={entry} timeZone={env.timeZone} />
    </>
  );
}
