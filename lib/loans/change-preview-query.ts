import { outlookOf, type LoanOutlook } from "@/lib/core/loan-outlook";
import { replan, whyNotReplan, type ScheduleChange } from "@/lib/core/replan";
import type { Money } from "@/lib/core/money";
import type { ServicedInstalment } from "@/lib/core/repayment";
import { defineQuery } from "@/lib/platform/operation";
import { readAccount } from "./account-store";
import { previewChangeInput } from "./schemas";
import { readLoan } from "./store";

/** What a change of a running loan's schedule would do. Minor units. */
export type ChangePreview =
  | {
      ok: true;
      change: ScheduleChange;
      before: LoanOutlook;
      after: LoanOutlook;
      /** What the borrower pays more because of it; less when negative. */
      costs: Money;
      ratePpmBefore: number;
      /** The schedule as it would be. */
      instalments: ServicedInstalment[];
    }
  | { ok: false; problem: "nothing_to_put_off" | "flat_rate_fixed" };

/** A holiday or a restructure before it is made: the very function that makes it. Null for a loan that does not run. */
export const previewChange = defineQuery({
  name: "loans.preview-change",
  input: previewChangeInput,
  async run({ db, today }, asked): Promise<ChangePreview | null> {
    const loan = await readLoan(db, asked.loanId);
    if (loan?.state !== "active") return null;
    const change: ScheduleChange =
      asked.kind === "holiday"
        ? { kind: "holiday", on: today, instalments: asked.instalments, interest: asked.interest }
        : { kind: "restructure", on: today, instalmentCount: asked.instalments, annualRatePpm: asked.rate };
    const account = await readAccount(db, loan);
    const problem = whyNotReplan(account, change);
    if (problem !== null) return { ok: false, problem };
    const changed = replan(account, change);
    const [before, after] = [outlookOf(account, today), outlookOf(changed, today)];
    return { ok: true, change, before, after, costs: after.leftToPay - before.leftToPay, ratePpmBefore: loan.ratePpm, instalments: changed.instalments };
  },
});
