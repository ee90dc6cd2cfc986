import type { Metadata } from "next";
import Link from "next/link";
import { LinkButton } from "@/components/layout/link-button";
import { Money } from "@/components/layout/money";
import { PageHeader } from "@/components/layout/page-header";
import { SectionCard, Sections } from "@/components/layout/section-card";
import { Stat, StatRow } from "@/components/layout/stat";
import { areDetailsComplete } from "@/components/loans/details-values";
import { lacksDocuments } from "@/components/loans/documents-panel";
import { ActiveLoans, OpenApplications } from "@/components/loans/loan-cards";
import { nextStepOf, soonestDue } from "@/components/loans/next-step";
import { NextStepCard } from "@/components/loans/next-step-card";
import { formatDate, formatPlural } from "@/lib/format";
import { getBorrowerDetails, listOwnDocuments } from "@/lib/identity/queries";
import { listOwnLoans, type OwnLoanRow } from "@/lib/loans/queries";
import { requireActor } from "@/lib/platform/page-session";

export const metadata: Metadata = { title: "Overview" };

export default async function BorrowerPage() {
  const actor = await requireActor("borrower");
  const [live, details, documents] = await Promise.all([
    listOwnLoans.execute(actor, { state: "live" }),
    getBorrowerDetails.execute(actor, {}),
    listOwnDocuments.execute(actor, {}),
  ]);
  const active = live.rows.filter(({ state }) => state === "active");
  const open = live.rows.filter(({ state }) => state !== "active");
  const step = nextStepOf(live.rows, { hasDetails: areDetailsComplete(details), lacksDocuments: lacksDocuments(documents) });
  return (
    <>
      <PageHeader
        title={`Hello, ${details.profile.fullName.split(" ")[0] ?? ""}`}
        lead="What is due, what is on its way, what you have paid back."
        actions={
          <LinkButton href="/borrower/loans/apply" variant="default">
            Apply for a loan
          </LinkButton>
        }
      />
      <Sections>
        <NextStepCard step={step} />
        {active.length > 0 && <DueStats active={active} />}
        {open.length > 0 && (
          <SectionCard title="Applications">
            <OpenApplications loans={open} />
          </SectionCard>
        )}
        {active.length > 0 && (
          <SectionCard title="Running loans" action={<Link href="/borrower/loans">All loans</Link>}>
            <ActiveLoans loans={active} />
          </SectionCard>
        )}
      </Sections>
    </>
  );
}

function DueStats({ active }: { active: readonly OwnLoanRow[] }) {
  const sum = (part: (progress: NonNullable<OwnLoanRow["progress"]>) => bigint) =>
    active.reduce((total, { progress }) => total + (progress === null ? 0n : part(progress)), 0n);
  const dueNow = sum(({ overdue, dueToday }) => overdue + dueToday);
  const paid = sum(({ principalPaid }) => principalPaid);
  const borrowed = active.reduce((total, { principal }) => total + principal, 0n);
  const next = soonestDue(active)?.progress?.next;
  return (
    <StatRow>
      <Stat label="To pay now" value={<Money minor={dueNow} />} hint={dueNow === 0n ? "Nothing is due today" : "Overdue and due today"} lead />
      <Stat label="Next instalment" value={next ? <Money minor={next.amount} /> : "–"} hint={next ? `Due on ${formatDate(next.dueOn)}` : "None to come"} />
      <Stat label="Principal still owed" value={<Money minor={borrowed - paid} />} hint={`Of ${formatPlural(active.length, "running loan")}, interest not counted`} />
      <Stat label="Principal paid back" value={<Money minor={paid} />} hint="Of running loans" />
    </StatRow>
  );
}
