import { eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { employmentDetails, financialDetails, products, users } from "@/db/schema";
import type { Product } from "@/lib/catalog/steps";
import type { BusinessDate } from "@/lib/core/business-date";
import type { EligibilityFacts } from "@/lib/core/eligibility";
import type { Money } from "@/lib/core/money";
import { assess, readStandings, type Assessment } from "./assessment";

/** What is needed of an application to assess it again. */
export type AssessableApplication = { id: number; borrowerId: number; productId: number; principal: Money; instalmentCount: number };

/**
 * The rules with what is known today, for many applications in five reads. Null where the borrower's details are not
 * complete, which approving refuses as well.
 */
export async function reassess(db: Db, applications: readonly AssessableApplication[], today: BusinessDate): Promise<Map<number, Assessment | null>> {
  const facts = await readFacts(db, unique(applications.map(({ borrowerId }) => borrowerId)));
  const byId = await readProducts(db, unique(applications.map(({ productId }) => productId)));
  const assessed = applications.map((application): [number, Assessment | null] => {
    const known = facts.get(application.borrowerId);
    const product = byId.get(application.productId);
    if (!known || !product) return [application.id, null];
    return [application.id, assess(known, product, { amount: application.principal, instalments: application.instalmentCount, on: today })];
  });
  return new Map(assessed);
}

/** Facts of eligibility by borrower; a borrower whose details are not complete is left out. */
export async function readFacts(db: Db, borrowerIds: readonly number[]): Promise<Map<number, EligibilityFacts>> {
  if (borrowerIds.length === 0) return new Map();
  const ids = [...borrowerIds];
  const people = await db
    .select({
      id: users.id,
      dateOfBirth: users.dateOfBirth,
      employmentStatus: employmentDetails.status,
      monthlyIncome: employmentDetails.monthlyIncome,
      otherIncome: employmentDetails.otherIncome,
      existingEmi: financialDetails.monthlyEmi,
    })
    .from(users)
    .innerJoin(employmentDetails, eq(employmentDetails.userId, users.id))
    .innerJoin(financialDetails, eq(financialDetails.userId, users.id))
    .where(inArray(users.id, ids))
    .limit(ids.length);
  const standings = await readStandings(db, ids);
  const complete = people.flatMap(({ id, dateOfBirth, ...told }): [number, EligibilityFacts][] => {
    const standing = standings.get(id);
    return dateOfBirth === null || !standing ? [] : [[id, { ...told, dateOfBirth, ...standing }]];
  });
  return new Map(complete);
}

async function readProducts(db: Db, productIds: readonly number[]): Promise<Map<number, Product>> {
  if (productIds.length === 0) return new Map();
  const rows = await db.select().from(products).where(inArray(products.id, [...productIds])).limit(productIds.length);
  return new Map(rows.map((product) => [product.id, product]));
}

function unique(ids: readonly number[]): number[] {
  return [...new Set(ids)];
}
