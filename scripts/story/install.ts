import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { installation, poolGates, pools } from "@/db/schema";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import type { BusinessDate } from "@/lib/core/business-date";
import { system } from "@/lib/core/permissions";
import { env } from "@/lib/env";

/** Opens the installation on a business date: its one row, the pool with its gate, and the installation's own bank. */
export async function install(businessDate: BusinessDate, { demo }: { demo: boolean }): Promise<void> {
  const db = database();
  await db.insert(installation).values({ id: 1, name: env.installationName, currency: env.currency, businessDate, demo });
  await db.insert(pools).values({ id: 1, cursor: 0 });
  await db.insert(poolGates).values({ id: 1 });
  await createInstantProduct();
}

/** Says that the first rows are complete, so that no later start touches them. */
export async function markReady(): Promise<void> {
  await database().update(installation).set({ readyAt: new Date() }).where(eq(installation.id, 1));
}

/**
 * The instant product: 20 % flat for the term, six instalments thirty days apart, approved automatically, funded
 * wholly by depositors, without any fee. It belongs to the installation's own bank and is in no catalogue.
 */
async function createInstantProduct(): Promise<void> {
  const { bankId } = await createBank.execute(system, { name: env.installationName, description: "The installation's own bank." });
  await createProduct.execute(system, {
    bankId,
    code: "instant",
    listed: false,
    name: "Instant credit",
    description: "Six instalments, thirty days apart, at 20 % for the whole term.",
    amountMin: 1n,
    amountMax: 1_000_000_000_000_000n,
    ratePpm: 200_000,
    rateBasis: "term",
    method: "flat",
    dayCount: "actual/365",
    intervalUnit: "day",
    intervalCount: 30,
    instalmentsMin: 6,
    instalmentsMax: 6,
    approvesAutomatically: true,
    smallestTile: 1n,
  });
}
