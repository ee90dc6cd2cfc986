import { eq } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import { banks, loans, products, users } from "@/db/schema";
import type { Product } from "@/lib/catalog/steps";
import type { Loan } from "./store";

/** A loan as staff see it, with the names of what its ids point to. */
export type LoanSummary = {
  loan: Loan;
  product: Product;
  bankName: string;
  borrower: { id: number; fullName: string; email: string };
  /** Null for a decision that the product made by itself, or when there is none yet. */
  decidedByName: string | null;
};

const deciders = alias(users, "deciders");

/** Reads any loan for staff; null when there is none. */
export async function readLoanSummary(db: Db, loanId: number): Promise<LoanSummary | null> {
  const [row] = await db
    .select({
      loan: loans,
      product: products,
      bankName: banks.name,
      borrower: { id: users.id, fullName: users.fullName, email: users.email },
      decidedByName: deciders.fullName,
    })
    .from(loans)
    .innerJoin(products, eq(products.id, loans.productId))
    .innerJoin(banks, eq(banks.id, loans.bankId))
    .innerJoin(users, eq(users.id, loans.borrowerId))
    .leftJoin(deciders, eq(deciders.id, loans.decidedBy))
    .where(eq(loans.id, loanId))
    .limit(1);
  return row ?? null;
}
