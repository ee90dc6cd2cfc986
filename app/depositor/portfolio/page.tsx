import type { Metadata } from "next";
import { TilesTable } from "@/components/funding/tiles-table";
import { PageHeader } from "@/components/layout/page-header";
import { listOwnTiles } from "@/lib/funding/queries";
import { requireActor } from "@/lib/platform/page-session";

export const metadata: Metadata = { title: "Your loans" };

export default async function PortfolioPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await requireActor("depositor");
  const page = await listOwnTiles.execute(actor, await searchParams);
  return (
    <>
      <PageHeader title="Your loans" lead="Each row is your tile of one loan: what you gave, what came back and what it earned." />
      <TilesTable page={page} />
    </>
  );
}
