import { z } from "zod";
import { listLoanSales } from "@/lib/market/loan-sale-query";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, idAnswered, idSent, pageAnswered, pageOf, pageSent } from "./fields";

const saleAnswered = z.object({
  sale_id: idAnswered,
  sold_date: dateAnswered,
  seller_id: idAnswered,
  seller_name: z.string(),
  buyer_id: idAnswered,
  buyer_name: z.string(),
  amount: amountAnswered.meta({ description: "Of the tile: its nominal amount." }),
  principal: amountAnswered.meta({ description: "Of the price." }),
  interest: amountAnswered.meta({ description: "Of the price: accrued to the day." }),
  handed_back: amountAnswered.meta({ description: "What two floors lose when a tile is cut; distributed with the rest of the loan." }),
});

/** GET /api/admin/loans/{id}/tile-sales */
export const listTileSalesEndpoint = defineEndpoint({
  id: "listTileSales",
  method: "GET",
  path: "/api/admin/loans/{id}/tile-sales",
  tag: "Admin: loans",
  summary: "Tiles of a loan that changed hands",
  description: "The newest first. Who holds tiles now is in the loan's funding.",
  permission: "market.list-loan-sales",
  params: z.object({ id: idSent }),
  query: z.object(pageSent),
  answer: {
    schema: z.object({ sales: z.array(saleAnswered), ...pageAnswered }),
    example: {
      sales: [
        {
          ...{ sale_id: 2, sold_date: "2026-05-02", seller_id: 9, seller_name: "Devika Nair", buyer_id: 12, buyer_name: "Anand Mehta" },
          ...{ amount: 3500, principal: 3225.94, interest: 12.4, handed_back: 0 },
        },
      ],
      has_more: false,
    },
  },
  async run({ params, query: { limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(listLoanSales, { loanId: params.id, limit: limit + 1, after }), limit);
    const sales = rows.map((sale) => ({
      ...{ sale_id: sale.saleId, sold_date: sale.soldOn, seller_id: sale.sellerId, seller_name: sale.sellerName, buyer_id: sale.buyerId, buyer_name: sale.buyerName },
      ...{ amount: amountOf(sale.amount), principal: amountOf(sale.principal), interest: amountOf(sale.interest), handed_back: amountOf(sale.handedBack) },
    }));
    return { sales, has_more };
  },
});
