import type { Metadata } from "next";
import { ApplicationsTable } from "@/components/admin/applications-table";
import { LinkButton } from "@/components/layout/link-button";
import { PageHeader } from "@/components/layout/page-header";
import { formatPlural } from "@/lib/format";
import { listApplications, listLoanChoices } from "@/lib/loans/admin-queries";
import { getNextApplication } from "@/lib/loans/application-queries";
import { requireActor } from "@/lib/platform/page-session";

export const metadata: Metadata = { title: "Applications" };

export default async function ApplicationsPage({ searchParams }: PageProps<"/admin/applications">) {
  const actor = await requireActor("admin");
  const [page, choices, queue] = await Promise.all([
    listApplications.execute(actor, await searchParams),
    listLoanChoices.execute(actor, {}),
    getNextApplication.execute(actor, {}),
  ]);
  const start = queue.nextId !== null && (
    <LinkButton href={`/admin/applications/${queue.nextId}`} size="md">
      Begin with the oldest
    </LinkButton>
  );
  const lead = queue.waiting === 0 ? "Nobody is waiting." : `${formatPlural(queue.waiting, "application")} to decide, the oldest first.`;
  return (
    <>
      <PageHeader title="Applications" lead={lead} actions={start} />
      <ApplicationsTable page={page} choices={choices} />
    </>
  );
}
