import type { ReactNode } from "react";
import { DemoBanner } from "@/components/layout/demo-banner";
import { PublicShell } from "@/components/layout/public-shell";
import { env } from "@/lib/env";
import { getAccount } from "@/lib/identity/queries";
import { readPageActor } from "@/lib/platform/page-session";
import { homeOf } from "@/lib/platform/paths";

/** The public frame, which knows who is signed in. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  const actor = await readPageActor();
  const account = actor.role === "anonymous" ? null : await getAccount.execute(actor, {});
  return (
    <PublicShell user={account ? { name: account.fullName, home: homeOf(actor.role) } : undefined} banner={env.demo && <DemoBanner />}>
      {children}
    </PublicShell>
  );
}
