import { sql, type SQL } from "drizzle-orm";
import { loans } from "@/db/schema";
import type { Money } from "@/lib/core/money";

/**
 * Principal that a borrower owes: the receivable, and of an advance the principal that funders were given from payments
 * that were reversed; of a written-off loan what recoveries, which pay principal first, have left of it. Minor units.
 */
export const outstandingPrincipal: SQL<Money> = sql`case
  when ${loans.state} = 'written_off' then (select greatest(w.owed_principal - coalesce(sum(y.amount), 0), 0)
    from write_offs w left join recoveries y on y.loan_id = w.loan_id and y.reversed_on is null where w.loan_id = ${loans.id} group by w.loan_id)
  when ${loans.advance} = 0 then ${loans.receivable}
  else ${loans.principal} - (select coalesce(sum(principal_paid), 0) from instalments where loan_id = ${loans.id}) end`.mapWith(BigInt);
