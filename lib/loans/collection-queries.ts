import { inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { users } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { daysPastDue } from "@/lib/core/delinquency";
import type { Money } from "@/lib/core/money";
import { lossOf, shortOf, stillOwed, whyNotWriteOff, type Loss, type Owed } from "@/lib/core/write-off";
import { readFundable } from "@/lib/funding/closing-queries";
import { personOf } from "@/lib/identity/steps";
import { refuse } from "@/lib/platform/errors";
import { defineQuery } from "@/lib/platform/operation";
import { readAccount } from "./account-store";
import { owedOn } from "./collection-steps";
import { refuseUnlessActive } from "./running-loan";
import { loanIdInput } from "./schemas";
import { readLoan } from "./store";
import { hasHeldRepayment, readRecoveries, readWriteOff, type StoredRecovery } from "./write-off-store";

/** What a write-off would do today. Minor units; the fund may be another's by then, so the operation looks again. */
export type WriteOffPreview = Loss & {
  owed: Owed & { total: Money };
  fund: Money;
  daysPastDue: number;
  /** Why it cannot be done now; null when it can. */
  problem: "own_loan" | "loan_not_npl" | "repayment_on_its_way" | null;
};

/** What giving up a running loan would mean for the fund, the funders and the platform. Refuses `loan_not_active`. */
export const previewWriteOff = defineQuery({
  name: "loans.preview-write-off",
  input: loanIdInput,
  async run({ db, actor, today }, { loanId }): Promise<WriteOffPreview> {
    const loan = (await readLoan(db, loanId)) ?? refuse("not_found");
    refuseUnlessActive(loan);
    const { counters, fund } = await readFundable(db, loanId);
    const own = (await personOf(db, actor.id)) === loan.personId ? ("own_loan" as const) : null;
    const unready = whyNotWriteOff(loan, today) === null ? null : ("loan_not_npl" as const);
    return {
      ...lossOf(counters, { fund, advance: loan.advance }),
      owed: owedOn(await readAccount(db, loan), today),
      fund,
      daysPastDue: daysPastDue(loan.oldestUnpaidDueOn, today),
      problem: own ?? unready ?? ((await hasHeldRepayment(db, loanId)) ? "repayment_on_its_way" : null),
    };
  },
});

/** A loan that was written off: what was lost, what came back, and how collection stands. Minor units. */
export type Collection = {
  writtenOffOn: BusinessDate;
  reason: string;
  /** o, what the fund covered of it, and the advance that was lost. */
  outstanding: Money;
  fundCover: Money;
  advance: Money;
  /** What each is still short of. */
  fundersShort: Money;
  fundShort: Money;
  /** What the platform bears of recoveries that were taken back; the next ones return it first. */
  advanced: Money;
  owed: Owed & { total: Money };
  recovered: Money;
  recoveries: StoredRecovery[];
  fundersWholeOn: BusinessDate | null;
  /** Collection ends when two members of staff say so; `byMe`: who looks is who asked, and cannot confirm it. */
  ending: { state: "open" } | { state: "asked"; on: BusinessDate; by: string | null; byMe: boolean } | { state: "ended"; on: BusinessDate; by: string | null };
  closedForGood: boolean;
  closesForGoodOn: BusinessDate | null;
};

/** What is known of a written-off loan; null for any other. Refuses `not_found`. */
export const getCollection = defineQuery({
  name: "loans.get-any",
  input: loanIdInput,
  async run({ db, actor }, { loanId }): Promise<Collection | null> {
    const loan = (await readLoan(db, loanId)) ?? refuse("not_found");
    const writeOff = await readWriteOff(db, loanId);
    if (!writeOff) return null;
    const { counters, closedForGood } = await readFundable(db, loanId);
    const { writtenOffOn, reason, outstanding, fundCover, advance, fundersWholeOn } = writeOff;
    const short = shortOf(writeOff, { counters, isFinal: closedForGood });
    return {
      ...{ writtenOffOn, reason, outstanding, fundCover, advance, fundersWholeOn, closedForGood },
      fundersShort: short.funders,
      fundShort: short.fund,
      owed: stillOwed(writeOff),
      advanced: writeOff.recovered.advanced,
      recovered: writeOff.recovered.total,
      recoveries: await readRecoveries(db, loanId),
      ending: await endingOf(db, writeOff, actor.id),
      closesForGoodOn: loan.closesForGoodOn,
    };
  },
});

type Ending = Pick<NonNullable<Awaited<ReturnType<typeof readWriteOff>>>, "endAskedOn" | "endAskedBy" | "endedOn" | "endedBy">;

async function endingOf(db: Db, { endAskedOn, endAskedBy, endedOn, endedBy }: Ending, actorId: number): Promise<Collection["ending"]> {
  const ids = [endAskedBy, endedBy].filter((id) => id !== null);
  const named = ids.length === 0 ? [] : await db.select({ id: users.id, personId: users.personId, name: users.fullName }).from(users).where(inArray(users.id, [...ids, actorId]));
  const of = (id: number | null) => named.find((user) => user.id === id);
  if (endedOn !== null) return { state: "ended", on: endedOn, by: of(endedBy)?.name ?? null };
  if (endAskedOn === null) return { state: "open" };
  const asker = of(endAskedBy);
  return { state: "asked", on: endAskedOn, by: asker?.name ?? null, byMe: asker !== undefined && asker.personId === of(actorId)?.personId };
}
