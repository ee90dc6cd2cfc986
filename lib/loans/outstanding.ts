import { sql, type SQL } from "drizzle-orm";
import { loans } from "@/db/schema";
import type { Money } from "@/lib/core/money";

/**
 * Principal that a borrower owes: the receivable, and of an advance the principal that funders were given from payments
 * that were reversed. Minor units.
 */
export const outstandingPrincipal: SQL<Money> = sql`if(${loans.advance} = 0, ${loans.receivable},
  ${loans.principal} - (select coalesce(sum(principal_paid), 0) from instalments where loan_id = ${loans.id}))`.mapWith(BigInt);
