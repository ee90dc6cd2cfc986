import { eq } from "drizzle-orm";
import type { MySql2Database } from "drizzle-orm/mysql2";
import { products } from "@/db/schema";
import { refuse } from "@/lib/platform/errors";
import type { Product } from "./steps";

/** The installation's instant product, which is in no catalogue; `product_not_available` where there is none. */
export async function readInstantProduct(db: MySql2Database): Promise<Product> {
  const [product] = await db.select().from(products).where(eq(products.code, "instant"));
  return product ?? refuse("product_not_available");
}
