import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/identity/change-password-form";
import { SignOutButton } from "@/components/identity/sign-out-button";
import { DemoBanner } from "@/components/layout/demo-banner";
import { KeyValues } from "@/components/layout/key-values";
import { PageHeader } from "@/components/layout/page-header";
import { PublicShell } from "@/components/layout/public-shell";
import { SectionCard, Sections } from "@/components/layout/section-card";
import { env } from "@/lib/env";
import { getAccount } from "@/lib/identity/queries";
import { requireActor } from "@/lib/platform/page-session";
import { homeOf } from "@/lib/platform/paths";
import { changePasswordAction, signOutAction } from "./actions";

export const metadata: Metadata = { title: "Your account" };

const roleNames = { borrower: "Borrower", depositor: "Depositor", admin: "Bank staff" };

export default async function AccountPage() {
  const actor = await requireActor("any");
  const account = await getAccount.execute(actor, {});
  return (
    <PublicShell width="narrow" user={{ name: account.fullName, home: homeOf(account.role) }} banner={env.demo && <DemoBanner />}>
      <PageHeader title="Your account" actions={<SignOutButton action={signOutAction} />} />
      <Sections>
        <SectionCard>
          <KeyValues
            layout="columns"
            entries={[
              { label: "Name", value: account.fullName },
              { label: "E-mail address", value: account.email },
              { label: "Phone", value: account.phone ?? "Not given" },
              { label: "Signed in as", value: roleNames[account.role] },
            ]}
          />
        </SectionCard>
        <SectionCard title="Password" description="This browser stays signed in; every other sign-in of your account ends.">
          <ChangePasswordForm action={changePasswordAction} />
        </SectionCard>
      </Sections>
    </PublicShell>
  );
}
