import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatDate } from "@/lib/format";
import type { LoanSale } from "@/lib/market/loan-sale-query";

/** Who held tiles of a loan before, and what they sold them for. Nothing where nothing was sold. */
export function TileSalesCard({ sales }: { sales: readonly LoanSale[] }) {
  if (sales.length === 0) return null;
  return (
    <SectionCard
      title="Tiles that changed hands"
      description="Sold at par plus accrued interest after close of business. Units that were handed back are what two floors lose when a tile is cut; they are distributed with the rest of the loan."
      flush
    >
      <SimpleTable
        caption="Sales of tiles of this loan, newest first"
        maxHeight={420}
        columns={[
          { header: "Date" },
          { header: "Sold by" },
          { header: "To" },
          { header: "Tile", align: "end" },
          { header: "Principal", align: "end" },
          { header: "Interest", align: "end" },
          { header: "Handed back", align: "end" },
        ]}
        rows={sales.map((sale) => ({
          key: sale.saleId,
          cells: [
            formatDate(sale.soldOn),
            sale.sellerName,
            sale.buyerName,
            <Money key="amount" minor={sale.amount} />,
            <Money key="principal" minor={sale.principal} />,
            <Money key="interest" minor={sale.interest} />,
            sale.handedBack === 0n ? "–" : <Money key="back" minor={sale.handedBack} />,
          ],
        }))}
      />
    </SectionCard>
  );
}
