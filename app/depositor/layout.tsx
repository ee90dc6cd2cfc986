import { ArrowDownToLine, ArrowUpFromLine, Grid2x2, Handshake, House, List, ShieldCheck, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/identity/sign-out-button";
import { AreaShell } from "@/components/layout/area-shell";
import { DemoBanner } from "@/components/layout/demo-banner";
import { env } from "@/lib/env";
import { getAccount } from "@/lib/identity/queries";
import { requireActor } from "@/lib/platform/page-session";
import { signOutAction } from "./actions";

const nav = [
  { href: "/depositor", label: "Overview", icon: <House size={18} aria-hidden /> },
  { href: "/depositor/portfolio", label: "Your loans", icon: <Grid2x2 size={18} aria-hidden /> },
  { href: "/depositor/invest", label: "Invest", icon: <ArrowDownToLine size={18} aria-hidden /> },
  { href: "/depositor/withdraw", label: "Withdraw", icon: <ArrowUpFromLine size={18} aria-hidden /> },
  { href: "/depositor/strategy", label: "Strategy", icon: <SlidersHorizontal size={18} aria-hidden /> },
  { href: "/depositor/market", label: "Sell tiles", icon: <Handshake size={18} aria-hidden /> },
  { href: "/depositor/movements", label: "Movements", icon: <List size={18} aria-hidden /> },
  { href: "/depositor/proof", label: "Proof", icon: <ShieldCheck size={18} aria-hidden /> },
];

export default async function DepositorLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("depositor");
  const { fullName, email, today } = await getAccount.execute(actor, {});
  return (
    <AreaShell
      area="Depositor"
      nav={nav}
      user={{ name: fullName, email }}
      businessDate={today}
      signOut={<SignOutButton action={signOutAction} />}
      banner={env.demo && <DemoBanner />}
    >
      {children}
    </AreaShell>
  );
}
