import type { Metadata } from "next";
import { ProofView } from "@/components/depositor-proof/proof-view";
import { EmptyState } from "@/components/layout/empty-state";
import { PageHeader } from "@/components/layout/page-header";
import { env } from "@/lib/env";
import { formatDate } from "@/lib/format";
import { requireActor } from "@/lib/platform/page-session";
import { getOwnProof, listProofs } from "@/lib/reports/position-queries";
import { ownProofInput } from "@/lib/reports/schemas";

export const metadata: Metadata = { title: "Proof" };

export default async function ProofPage({ searchParams }: PageProps<"/depositor/proof">) {
  const actor = await requireActor("depositor");
  // An address that nobody here has written is the newest night's.
  const asked = ownProofInput.safeParse(await searchParams);
  const [file, nights] = await Promise.all([getOwnProof.execute(actor, asked.data ?? {}), listProofs.execute(actor, { limit: env.proofNights })]);
  const kept = nights.filter(({ isKept }) => isKept);
  return (
    <>
      <PageHeader
        title="Proof"
        lead={
          file
            ? `Your position after the close of ${formatDate(file.night.date)}, and the proof that the bank counted it.`
            : "Each night the bank proves that every depositor’s position was counted."
        }
      />
      {file ? (
        <ProofView file={file} depositorId={actor.id} nights={kept} timeZone={env.timeZone} />
      ) : (
        <EmptyState title={kept.length > 0 ? "You are not in this night" : "No night was proved yet"} action={kept.length > 0 ? { href: "/depositor/proof", label: "Newest night" } : { href: "/depositor/invest", label: "Invest" }}>
          Your first proof is made after the close of the day on which you first invest.
        </EmptyState>
      )}
    </>
  );
}
