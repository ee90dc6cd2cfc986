import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailLetter } from "@/components/identity/mail-letter";
import { DemoBanner } from "@/components/layout/demo-banner";
import { PageHeader } from "@/components/layout/page-header";
import { PublicShell } from "@/components/layout/public-shell";
import { env } from "@/lib/env";
import { codeIn, getLocalMail } from "@/lib/notifications/queries";
import { idInput } from "@/lib/platform/field-schemas";

export const metadata: Metadata = { title: "Local mailbox" };

export default async function MailPage({ params }: PageProps<"/mailbox/[mailId]">) {
  const id = idInput.safeParse((await params).mailId);
  const mail = env.demo && id.success ? await getLocalMail(id.data) : null;
  if (!mail) notFound();
  return (
    <PublicShell width="narrow" banner={<DemoBanner />}>
      <PageHeader title={mail.subject} breadcrumbs={[{ label: "Local mailbox", href: "/mailbox" }]} />
      <MailLetter mail={{ ...mail, code: codeIn(mail) }} timeZone={env.timeZone} />
    </PublicShell>
  );
}
