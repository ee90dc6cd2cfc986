import type { Metadata } from "next";
import { ArrowLeftRight, BookOpen, Inbox, LayoutDashboard, Plug, Scale } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/identity/sign-out-button";
import { AreaShell } from "@/components/layout/area-shell";
import { DemoBanner } from "@/components/layout/demo-banner";
import { env } from "@/lib/env";
import { getAccount } from "@/lib/identity/queries";
import { requireActor } from "@/lib/platform/page-session";
import { getWaitingCounts } from "@/lib/reports/queries";
import { signOutAction } from "./actions";

export const metadata: Metadata = { title: { default: "Console", template: "%s · Console" } };

/** The staff console: only staff come past here, and every query asks again. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("admin");
  const [account, waiting] = await Promise.all([getAccount.execute(actor, {}), getWaitingCounts.execute(actor, {})]);
  const nav = [
    { href: "/admin", label: "Overview", icon: <LayoutDashboard size={18} aria-hidden /> },
    { href: "/admin/applications", label: "Applications", icon: <Inbox size={18} aria-hidden />, waiting: waiting.applications },
    { href: "/admin/loans", label: "Loans", icon: <BookOpen size={18} aria-hidden /> },
    { href: "/admin/transfers", label: "Transfers", icon: <ArrowLeftRight size={18} aria-hidden />, waiting: waiting.transfers },
    { href: "/admin/ledger", label: "Ledger", icon: <Scale size={18} aria-hidden /> },
    { href: "/admin/integrations", label: "Integrations", icon: <Plug size={18} aria-hidden /> },
  ];
  return (
    <AreaShell
      area="Console"
      nav={nav}
      user={{ name: account.fullName, email: account.email }}
      businessDate={waiting.today}
      signOut={<SignOutButton action={signOutAction} />}
      banner={env.demo && <DemoBanner />}
    >
      {children}
    </AreaShell>
  );
}
