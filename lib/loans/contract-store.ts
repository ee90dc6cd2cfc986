import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { banks, loanContracts, loans, products, users } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { invariant } from "@/lib/core/invariant";
import { instantNow } from "@/lib/platform/clock";

export type StoredContract = typeof loanContracts.$inferSelect;

/** Keeps a contract that was just issued. */
export async function insertContract(tx: Tx, contract: typeof loanContracts.$inferInsert): Promise<void> {
  await tx.insert(loanContracts).values(contract);
}

/** A loan's contract; with a borrower's id only that of the borrower's own loan. Null when none was issued. */
export async function readContract(db: Db | Tx, loanId: number, borrowerId?: number): Promise<StoredContract | null> {
  const [row] = await db
    .select({ contract: loanContracts })
    .from(loanContracts)
    .innerJoin(loans, eq(loans.id, loanContracts.loanId))
    .where(and(eq(loanContracts.loanId, loanId), borrowerId === undefined ? undefined : eq(loans.borrowerId, borrowerId)));
  return row?.contract ?? null;
}

/** Notes that the borrower has accepted the contract of a locked loan. */
export async function setAccepted(tx: Tx, loanId: number, { on, by }: { on: BusinessDate; by: number }): Promise<void> {
  await tx.update(loanContracts).set({ acceptedOn: on, acceptedAt: instantNow(), acceptedBy: by }).where(eq(loanContracts.loanId, loanId));
}

/** A loan with everybody and everything that its contract names. */
export async function readContractParties(tx: Tx, loanId: number) {
  const [row] = await tx
    .select({
      loan: loans,
      bankName: banks.name,
      productName: products.name,
      borrower: { id: users.id, fullName: users.fullName, address: users.permanentAddress },
    })
    .from(loans)
    .innerJoin(products, eq(products.id, loans.productId))
    .innerJoin(banks, eq(banks.id, loans.bankId))
    .innerJoin(users, eq(users.id, loans.borrowerId))
    .where(eq(loans.id, loanId));
  invariant(row !== undefined, "contract: whoever issues one holds the loan");
  return row;
}
