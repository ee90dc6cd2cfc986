import { z } from "zod";
import { walkBanks, walkProducts } from "@/lib/reports/catalog-queries";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, filterSent, idAnswered, idSent, instantAnswered, instantOf, pageAnswered, pageOf, pageSent } from "./fields";
import { answerOfProduct, productAnswered, productExample } from "./products";

const bankAnswered = z
  .object({
    bank_id: idAnswered,
    bank_name: z.string(),
    description: z.string(),
    available: amountAnswered.meta({ description: "The bank's own money that is free to lend." }),
    committed: amountAnswered.meta({ description: "The bank's own money that is held for approved loans." }),
    created_at: instantAnswered,
  })
  .meta({ id: "Bank" });

/** GET /api/admin/banks */
export const listBanksEndpoint = defineEndpoint({
  id: "listBanks",
  method: "GET",
  path: "/api/admin/banks",
  tag: "Admin: catalogue",
  summary: "The partner banks",
  description: "By id.",
  permission: "catalog.list-banks",
  query: z.object(pageSent),
  answer: {
    schema: z.object({ banks: z.array(bankAnswered), ...pageAnswered }),
    example: {
      banks: [{ bank_id: 2, bank_name: "Sahyadri Bank", description: "Loans for homes and trades.", available: 900000, committed: 0, created_at: "2026-03-02T06:00:00.000Z" }],
      has_more: false,
    },
  },
  async run({ query: { limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(walkBanks, { limit: limit + 1, after }), limit);
    const banks = rows.map(({ id, name, description, available, committed, recordedAt }) => ({
      bank_id: id,
      bank_name: name,
      description,
      available: amountOf(available),
      committed: amountOf(committed),
      created_at: instantOf(recordedAt),
    }));
    return { banks, has_more };
  },
});

/** GET /api/admin/products */
export const listAllProductsEndpoint = defineEndpoint({
  id: "listAllProducts",
  method: "GET",
  path: "/api/admin/products",
  tag: "Admin: catalogue",
  summary: "Every loan product of monthly instalments",
  description: "Offered or not, by id.",
  permission: "catalog.list-all-products",
  query: z.object({ bank_id: filterSent(idSent).meta({ description: "Of this bank only.", example: 2 }), ...pageSent }),
  answer: {
    schema: z.object({ loan_products: z.array(productAnswered), ...pageAnswered }),
    example: { loan_products: [productExample], has_more: false },
  },
  async run({ query: { bank_id, limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(walkProducts, { bankId: bank_id, limit: limit + 1, after }), limit);
    return { loan_products: rows.map(answerOfProduct), has_more };
  },
});
