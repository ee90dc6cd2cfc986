import type { Db } from "@/db/client";
import { lateFeeRuleOf } from "@/lib/catalog/terms";
import type { BusinessDate } from "@/lib/core/business-date";
import { QUOTE_DAYS_MAX, quotePayoff } from "@/lib/core/payoff-quote";
import type { Payoff } from "@/lib/core/repayment";
import { refuse } from "@/lib/platform/errors";
import { defineQuery } from "@/lib/platform/operation";
import { readAccount } from "./account-store";
import { readOwnLoan } from "./own-loan-query";
import { quotePayoffInput } from "./schemas";
import type { Loan } from "./store";

export type PayoffQuote = Payoff & { on: BusinessDate };

/** What closes an own active loan on a day up to 30 days ahead; null for any other loan. */
export const getPayoffQuote = defineQuery({
  name: "loans.quote-payoff",
  input: quotePayoffInput,
  async run({ db, actor, today }, { loanId, on }): Promise<PayoffQuote | null> {
    const row = await readOwnLoan(db, loanId, actor.id);
    if (row?.loan.state !== "active") return null;
    return readPayoffQuote(db, row.loan, { today, on });
  },
});

/** What closes a running loan on a day, minor units; refuses `quote_date_out_of_reach`. */
export async function readPayoffQuote(db: Db, loan: Loan, { today, on }: { today: BusinessDate; on: BusinessDate }): Promise<PayoffQuote> {
  const quote = quotePayoff(await readAccount(db, loan), { lateFee: lateFeeRuleOf(loan), preClosureFeePpm: loan.preClosureFeePpm }, { today, on });
  return { on, ...(quote ?? refuse("quote_date_out_of_reach", { fields: { on: `Choose a day from today up to ${QUOTE_DAYS_MAX} days ahead.` } })) };
}
