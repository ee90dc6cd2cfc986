import { eq } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import { banks, loans, products, users } from "@/db/schema";
import type { Product } from "@/lib/catalog/steps";
import { refuse } from "@/lib/platform/errors";
import type { Loan } from "./store";

/** A loan as staff see it, with the names of what its ids point to. */
export type LoanSummary = {
  loan: Loan;
  product: Product;
  bankName: string;
  bankAvailable: bigint;
  borrower: { id: number; fullName: string; email: string };
  /** Null for a decision that the product made by itself, or when there is none yet. */
  decidedByName: string | null;
};

const deciders = alias(users, "deciders");

/** Reads any loan for staff; `not_found` when there is none. */
export async function readLoanSummary(db: Db, loanId: number): Promise<LoanSummary> {
  const [row] = await db
    .select({
      loan: loans,
      bankName: banks.name,
      bankAvailable: banks.available,
      borrowerId: users.id,
      fullName: users.fullName,
      email: users.email,
      decidedByName: deciders.fullName,
    })
    .from(loans)
    .innerJoin(banks, eq(banks.id, loans.bankId))
    .innerJoin(users, eq(users.id, loans.borrowerId))
    .leftJoin(deciders, eq(deciders.id, loans.decidedBy))
    .where(eq(loans.id, loanId))
    .limit(1);
  if (!row) refuse("not_found");
  const { loan, bankName, bankAvailable, borrowerId, fullName, email, decidedByName } = row;
  const product = await db.select().from(products).where(eq(products.id, loan.productId)).limit(1);
  return {
    loan,
    product: product[0] ?? refuse("not_found"),
    bankName,
    bankAvailable,
    borrower: { id: borrowerId, fullName, email },
    decidedByName,
  };
}
