import type { ReactNode } from "react";
import { DemoBanner } from "@/components/layout/demo-banner";
import { PublicShell } from "@/components/layout/public-shell";
import { env } from "@/lib/env";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <PublicShell width="narrow" banner={env.demo && <DemoBanner />}>
      {children}
    </PublicShell>
  );
}
