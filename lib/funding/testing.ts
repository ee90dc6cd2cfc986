import type { ResultSetHeader } from "mysql2";
import { database } from "@/db/client";
import { loans, pools, poolGates } from "@/db/schema";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import type { BusinessDate } from "@/lib/core/business-date";
import type { Money } from "@/lib/core/money";
import { system, type Actor } from "@/lib/core/permissions";
import { openInstallation } from "@/lib/platform/testing";

/* What integration tests of depositors' money begin with. */

export type TestProduct = { productId: number; bankId: number };

/** A bank with capital, a pool, and one product: twelve monthly instalments at 12 %, fee 10 %, fund share 5 %. */
export async function openLendingBank(today: BusinessDate): Promise<TestProduct> {
  await openInstallation(today);
  await database().insert(pools).values({ id: 1, cursor: 0 });
  await database().insert(poolGates).values({ id: 1 });
  const { bankId } = await createBank.execute(system, { name: "Mitra Bank" });
  await payInCapital.execute(system, { bankId, amount: "1000000" });
  const { productId } = await createProduct.execute(system, {
    bankId,
    name: "Personal loan",
    description: "For anything.",
    amountMin: 1n,
    amountMax: 10n ** 12n,
    ratePpm: 120_000,
    method: "declining",
    dayCount: "30/360",
    intervalUnit: "month",
    intervalCount: 1,
    instalmentsMin: 1,
    instalmentsMax: 60,
    servicingFeePpm: 100_000,
    fundSharePpm: 50_000,
    bankTopsUp: true,
    smallestTile: 1n,
  });
  return { productId, bankId };
}

/** An approved loan of twelve instalments, as an application would have left it. */
export async function approvedLoan({ productId, bankId }: TestProduct, borrower: Actor, principal: Money): Promise<number> {
  const [{ insertId }] = (await database()
    .insert(loans)
    .values({
      ...{ borrowerId: borrower.id, personId: borrower.id + 1_000_000, productId, bankId, state: "approved", principal, instalmentCount: 12 },
      ...{ ratePpm: 120_000, rateBasis: "year", method: "declining", dayCount: "30/360", intervalUnit: "month", intervalCount: 1 },
      ...{ originationFeePpm: 0, preClosureFeePpm: 0, servicingFeePpm: 100_000, fundSharePpm: 50_000, grade: "B", appliedOn: "2026-01-01" },
      assessment: { score: null, grade: null, points: [], income: "0", existingEmi: "0", instalmentAmount: "0" },
    })) as [ResultSetHeader, unknown];
  return insertId;
}
