import { z } from "zod";
import { lendingReach, type DepositorMoney, type LendingReach } from "@/lib/core/lending-reach";
import { defineQuery } from "@/lib/platform/operation";
import { readBalance } from "./balance-store";
import { readGradeRecords, type GradeRecord } from "./grade-record-store";
import { ruleOf, shownStrategy, type ShownStrategy } from "./strategy";
import { readStrategy } from "./strategy-store";

export type StrategyView = {
  strategy: ShownStrategy;
  money: DepositorMoney;
  /** What the strategy makes of the money now. */
  reach: LendingReach;
  /** What became of the loans of each grade so far. */
  record: GradeRecord[];
};

/**
 * A depositor's own limits on what is lent (those of a new depositor for somebody who has never set or invested
 * anything), what they make of the own money now, and what there is to know for choosing among grades.
 */
export const getStrategy = defineQuery({
  name: "funding.get-strategy",
  input: z.object({}),
  async run({ db, actor }): Promise<StrategyView> {
    const [columns, balance, record] = await Promise.all([readStrategy(db, actor.id), readBalance(db, actor.id), readGradeRecords(db)]);
    const strategy = shownStrategy(columns);
    const { waiting, settling, working, committed, due } = balance;
    const money = { waiting, settling, ownMoney: waiting + working + committed, due };
    return { strategy, money, reach: lendingReach(money, ruleOf(strategy)), record };
  },
});
