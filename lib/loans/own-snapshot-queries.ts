import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { loans } from "@/db/schema";
import { loanStandings } from "@/lib/core/loan";
import { cursorInput } from "@/lib/platform/cursor-page";
import { idInput } from "@/lib/platform/field-schemas";
import { refuse } from "@/lib/platform/errors";
import { defineQuery } from "@/lib/platform/operation";
import { readLoanSnapshots, standsIn, type LoanSnapshot } from "./loan-snapshot";
import { readOwnLoan, readPayments, type OwnPayment } from "./own-loan-query";
import { readPayoffQuote, type PayoffQuote } from "./payoff-quote-query";
import { refuseUnlessActive } from "./running-loan";
import { loanIdInput, quotePayoffInput } from "./schemas";

/* What machines read of a borrower's own loans. A stranger's loan is not there. */

/** The borrower's own applications and loans, newest first. */
export const listOwnSnapshots = defineQuery({
  name: "loans.list-own",
  input: z.object({ standings: z.array(z.enum(loanStandings)).optional(), ...cursorInput }),
  run: ({ db, actor }, { standings, limit, after }) => readLoanSnapshots(db, and(eq(loans.borrowerId, actor.id), standsIn(standings)), { limit, after }),
});

/** One own application or loan; `not_found` for a stranger's. */
export const getOwnSnapshot = defineQuery({
  name: "loans.get-own",
  input: loanIdInput,
  async run({ db, actor }, { loanId }): Promise<LoanSnapshot> {
    const [snapshot] = await readLoanSnapshots(db, and(eq(loans.id, loanId), eq(loans.borrowerId, actor.id)), { limit: 1 });
    return snapshot ?? refuse("not_found");
  },
});

/** Payments of an own loan, newest first; `not_found` for a stranger's. */
export const listOwnPayments = defineQuery({
  name: "loans.get-own",
  input: z.object({ loanId: idInput, ...cursorInput }),
  async run({ db, actor }, { loanId, limit, after }): Promise<OwnPayment[]> {
    await readOwn(db, loanId, actor.id);
    return readPayments(db, loanId, { limit, after });
  },
});

/**
 * What closes an own loan on a day up to 30 days ahead, on the business date when none is named. Minor units.
 * Refuses `loan_not_active` for one that is not running, `quote_date_out_of_reach`.
 */
export const getOwnPayoff = defineQuery({
  name: "loans.get-own",
  input: quotePayoffInput.partial({ on: true }),
  async run({ db, actor, today }, { loanId, on = today }): Promise<PayoffQuote> {
    const { loan } = await readOwn(db, loanId, actor.id);
    refuseUnlessActive(loan);
    return readPayoffQuote(db, loan, { today, on });
  },
});

async function readOwn(db: Db, loanId: number, borrowerId: number) {
  return (await readOwnLoan(db, loanId, borrowerId)) ?? refuse("not_found");
}
