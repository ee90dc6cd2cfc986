import type { Metadata } from "next";
import { LedgerProofs } from "@/components/admin/ledger-proofs";
import { TrialBalanceCard } from "@/components/admin/ledger-trial-balance";
import { LinkButton } from "@/components/layout/link-button";
import { PageHeader } from "@/components/layout/page-header";
import { Sections } from "@/components/layout/section-card";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/platform/page-session";
import { getTrialBalance } from "@/lib/reports/ledger-trial-balance";
import { listProofs } from "@/lib/reports/position-queries";

export const metadata: Metadata = { title: "Ledger" };

/** Older roots are in the API. */
const NIGHTS_SHOWN = 14;

export default async function LedgerPage() {
  const actor = await requireActor("admin");
  const [balance, nights] = await Promise.all([getTrialBalance.execute(actor, {}), listProofs.execute(actor, { limit: NIGHTS_SHOWN })]);
  return (
    <>
      <PageHeader
        title="Ledger"
        lead="Double entry: nothing is edited or deleted, and every balance can be followed to the entries it comes from."
        actions={<LinkButton href="/admin/ledger/books">Prove the books now</LinkButton>}
      />
      <Sections>
        <TrialBalanceCard balance={balance} />
        <LedgerProofs nights={nights} timeZone={env.timeZone} />
      </Sections>
    </>
  );
}
