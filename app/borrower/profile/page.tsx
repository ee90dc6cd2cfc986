import type { Metadata } from "next";
import { LinkButton } from "@/components/layout/link-button";
import { PageHeader } from "@/components/layout/page-header";
import { SectionCard } from "@/components/layout/section-card";
import { BorrowerDetailsForm } from "@/components/loans/borrower-details-form";
import { detailsValues } from "@/components/loans/details-values";
import { env } from "@/lib/env";
import { getAccount, getBorrowerDetails } from "@/lib/identity/queries";
import { requireActor } from "@/lib/platform/page-session";
import { saveBorrowerDetailsAction } from "./actions";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const actor = await requireActor("borrower");
  const [details, { today }] = await Promise.all([getBorrowerDetails.execute(actor, {}), getAccount.execute(actor, {})]);
  return (
    <>
      <PageHeader
        title="Your details"
        lead="A decision about a loan rests on these. Keep them as they are today."
        actions={
          <LinkButton href="/account" variant="default">
            Password and sign-in
          </LinkButton>
        }
      />
      <SectionCard>
        <BorrowerDetailsForm values={detailsValues(details, env.currencyExponent)} action={saveBorrowerDetailsAction} today={today} submitLabel="Save" />
      </SectionCard>
    </>
  );
}
