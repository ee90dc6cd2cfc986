import { sql, type SQL } from "drizzle-orm";
import { loans } from "@/db/schema";
import type { Money } from "@/lib/core/money";

const ofLoan = sql`case
  when ${loans.state} = 'written_off' then (select w.outstanding - coalesce(sum(y.to_funders + y.to_fund), 0) + greatest(w.owed_principal - w.outstanding - w.advance_returned, 0)
      + greatest(coalesce(sum(if(y.reversed_on is null, -y.to_advance, y.to_funders + y.to_fund)), 0), 0)
    from write_offs w left join recoveries y on y.loan_id = w.loan_id where w.loan_id = ${loans.id} group by w.loan_id)
  when ${loans.advance} = 0 then ${loans.receivable}
  else ${loans.principal} - (select coalesce(sum(principal_paid), 0) from instalments where loan_id = ${loans.id}) end`;

/**
 * Principal that a borrower owes: the receivable, and of an advance the principal that funders were given from payments
 * that were reversed; of a written-off loan what recoveries have left of it, as `stillOwed` of lib/core/write-off.ts says:
 * what funders and fund are short of, and what the platform has not had back of what it had advanced. Minor units.
 */
// One inside the other: in a select from this table alone the query builder takes the table's name off the columns that it
// sees, and the id of the loan would become that of an instalment.
export const outstandingPrincipal: SQL<Money> = sql`${ofLoan}`.mapWith(BigInt);
