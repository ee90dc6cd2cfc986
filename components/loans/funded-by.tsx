import { MosaicChart } from "@/components/charts/mosaic-chart";
import type { MosaicTile } from "@/components/charts/mosaic-tiles";
import { SectionCard } from "@/components/layout/section-card";
import { formatPlural } from "@/lib/format";
import type { OwnLoanFunding } from "@/lib/loans/own-loan-query";

/** Who stands behind the loan: how many, how much each, and nobody's name. */
export function FundedBy({ funding, bankName }: { funding: OwnLoanFunding; bankName: string }) {
  const { depositorCount, bankTile } = funding;
  const bank = bankTile > 0n ? bankName : null;
  const hint = depositorCount === 0 ? `${bankName} lends you all of it.` : `${formatPlural(depositorCount, "depositor")}${bank ? ` and ${bank}` : ""} lend you this money together.`;
  return (
    <SectionCard>
      <MosaicChart title="Who funded this loan?" hint={hint} tiles={tilesOf(funding, bankName)} names={{ other: "Depositors", bank: bankName }} height={260} />
    </SectionCard>
  );
}

function tilesOf({ tiles, depositorTotal, depositorCount, bankTile }: OwnLoanFunding, bankName: string): MosaicTile[] {
  const shown = tiles.reduce((sum, { amount }) => sum + amount, 0n);
  const laid = tiles.map(({ id, amount }, index): MosaicTile => ({ id, label: `Depositor ${index + 1}`, minor: amount, tone: "other" }));
  const rest: MosaicTile = { id: "rest", label: `${depositorCount - tiles.length} smaller tiles`, minor: depositorTotal - shown, tone: "other" };
  return [...laid, ...(rest.minor === 0n ? [] : [rest]), { id: "bank", label: bankName, minor: bankTile, tone: "bank" }];
}
