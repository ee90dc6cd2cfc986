import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailList } from "@/components/identity/mail-list";
import { DemoBanner } from "@/components/layout/demo-banner";
import { EmptyState } from "@/components/layout/empty-state";
import { PageHeader } from "@/components/layout/page-header";
import { PublicShell } from "@/components/layout/public-shell";
import { system } from "@/lib/core/permissions";
import { env } from "@/lib/env";
import { sendOutbox } from "@/lib/notifications/operations/send-outbox";
import { codeIn, hasDueMail, listLocalMail } from "@/lib/notifications/queries";

export const metadata: Metadata = { title: "Local mailbox" };

const MAILS_SHOWN = 50;

export default async function MailboxPage() {
  if (!env.demo) notFound();
  // Whoever waits for a code looks here at once, perhaps before the job that sends mail.
  if (await hasDueMail()) await sendOutbox.execute(system, {});
  const mails = await listLocalMail(MAILS_SHOWN);
  return (
    <PublicShell width="narrow" banner={<DemoBanner />}>
      <PageHeader title="Local mailbox" lead="Every mail that this demo would have sent, newest first. Nothing leaves this machine." />
      {mails.length === 0 ? (
        <EmptyState title="No mail yet">Codes and notices appear here as soon as the bank writes them.</EmptyState>
      ) : (
        <MailList mails={mails.map((mail) => ({ ...mail, code: codeIn(mail) }))} timeZone={env.timeZone} />
      )}
    </PublicShell>
  );
}
