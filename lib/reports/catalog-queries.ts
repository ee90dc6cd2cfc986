import { asc, gt } from "drizzle-orm";
import { z } from "zod";
import { banks } from "@/db/schema";
import { readMonthlyProducts } from "@/lib/catalog/monthly-products";
import { cursorInput } from "@/lib/platform/cursor-page";
import { idInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";

/** The partner banks with their own money, by id. */
export const walkBanks = defineQuery({
  name: "catalog.list-banks",
  input: z.object(cursorInput),
  run: ({ db }, { limit, after }) =>
    db
      .select({ id: banks.id, name: banks.name, description: banks.description, available: banks.available, committed: banks.committed, recordedAt: banks.recordedAt })
      .from(banks)
      .where(after === undefined ? undefined : gt(banks.id, after))
      .orderBy(asc(banks.id))
      .limit(limit),
});

/** Every product of monthly instalments, offered or not, by id. */
export const walkProducts = defineQuery({
  name: "catalog.list-all-products",
  input: z.object({ bankId: idInput.optional(), ...cursorInput }),
  run: ({ db, today }, { bankId, limit, after }) => readMonthlyProducts(db, { bankId, today }, { limit, after }),
});
