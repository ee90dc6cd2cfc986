import { z } from "zod";
import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { loanIdInput } from "@/lib/loans/schemas";
import { cursorInput } from "@/lib/platform/cursor-page";
import { refuse } from "@/lib/platform/errors";
import { defineQuery } from "@/lib/platform/operation";

/** A tile of a loan, or a part of one, that changed hands. Minor units. */
export type LoanSale = {
  saleId: number;
  soldOn: BusinessDate;
  sellerId: number;
  sellerName: string;
  buyerId: number;
  buyerName: string;
  amount: Money;
  principal: Money;
  interest: Money;
  handedBack: Money;
};

/** The former holders of a loan's tiles: who sold what to whom, newest first. Refuses `not_found`. */
export const listLoanSales = defineQuery({
  name: "market.list-loan-sales",
  input: z.object({ ...loanIdInput.shape, ...cursorInput }),
  async run({ db }, { loanId, limit, after }): Promise<LoanSale[]> {
    const [rows] = await db.$client.query<RowDataPacket[]>(
      `SELECT s.id, s.sold_on, s.seller_id, seller.full_name AS seller_name, s.buyer_id, buyer.full_name AS buyer_name,
         s.amount, s.principal, s.interest, s.handed_back
       FROM tile_sales s FORCE INDEX (tile_sales_loan) JOIN users seller ON seller.id = s.seller_id JOIN users buyer ON buyer.id = s.buyer_id
       WHERE s.loan_id = ? ${after === undefined ? "" : "AND s.id < ?"} ORDER BY s.id DESC LIMIT ?`,
      [loanId, ...(after === undefined ? [] : [after]), limit],
    );
    if (rows.length === 0) await refuseUnknownLoan(db, loanId);
    return rows.map((row) => ({
      ...{ saleId: Number(row.id), soldOn: row.sold_on as BusinessDate, sellerId: Number(row.seller_id), sellerName: String(row.seller_name) },
      ...{ buyerId: Number(row.buyer_id), buyerName: String(row.buyer_name), amount: BigInt(row.amount) },
      ...{ principal: BigInt(row.principal), interest: BigInt(row.interest), handedBack: BigInt(row.handed_back) },
    }));
  },
});

async function refuseUnknownLoan(db: Db, loanId: number): Promise<void> {
  const [loans] = await db.$client.query<RowDataPacket[]>("SELECT id FROM loans WHERE id = ?", [loanId]);
  if (loans.length === 0) refuse("not_found");
}
