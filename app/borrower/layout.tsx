import { FilePlus2, House, ListChecks, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/identity/sign-out-button";
import { AreaShell } from "@/components/layout/area-shell";
import { DemoBanner } from "@/components/layout/demo-banner";
import { env } from "@/lib/env";
import { getAccount } from "@/lib/identity/queries";
import { requireActor } from "@/lib/platform/page-session";
import { signOutAction } from "./actions";

const nav = [
  { href: "/borrower", label: "Overview", icon: <House size={18} aria-hidden /> },
  { href: "/borrower/loans", label: "Loans", icon: <ListChecks size={18} aria-hidden /> },
  { href: "/borrower/loans/apply", label: "Apply", icon: <FilePlus2 size={18} aria-hidden /> },
  { href: "/borrower/profile", label: "Profile", icon: <UserRound size={18} aria-hidden /> },
];

export default async function BorrowerLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("borrower");
  const { fullName, email, today } = await getAccount.execute(actor, {});
  return (
    <AreaShell
      area="Borrower"
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
