import { longestDaysOf } from "@/lib/core/longest-term";
import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { lockDepositor } from "../depositor-steps";
import { saveStrategyInput } from "../schemas";
import { columnsOf, shownStrategy, strategyOf, type ShownStrategy } from "../strategy";
import { readStrategy, setStrategy } from "../strategy-store";

/**
 * A depositor says on what the own money may be lent. It holds from the next allocation on; money that is lent
 * already stays where it is. What is left out stays as it was.
 */
export const saveStrategy = defineOperation({
  name: "funding.save-strategy",
  input: saveStrategyInput(env.currencyExponent),
  async run({ tx, actor }, { acceptedGrades, longestTermMonths, largestSharePercent, keepAside, reinvest }): Promise<ShownStrategy> {
    await lockDepositor(tx, actor.id);
    const before = strategyOf((await readStrategy(tx, actor.id)) ?? refuse("not_found"));
    const after = columnsOf({
      acceptedGrades: acceptedGrades ? new Set(acceptedGrades) : before.acceptedGrades,
      longestTermDays: longestTermMonths === undefined ? before.longestTermDays : longestTermMonths && longestDaysOf(longestTermMonths),
      largestSharePpm: largestSharePercent ?? before.largestSharePpm,
      keepAsideMinor: keepAside ?? before.keepAsideMinor,
      reinvest: reinvest ?? before.reinvest,
    });
    await setStrategy(tx, actor.id, after);
    return shownStrategy(after);
  },
});
