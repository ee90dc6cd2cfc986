import { addDays } from "@/lib/core/business-date";
import { lateFeeOf } from "@/lib/core/late-fee";
import { env } from "@/lib/env";
import { rollUpClosedDays } from "@/lib/ledger/steps";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { closeDayInput } from "../schemas";
import { chargeLateFees, lockBusinessDate, lockNewlyLate, moveBusinessDate } from "../store";

/**
 * Ends the business date and begins the next one: due dates pass, instalments whose grace has run out are charged
 * their late fee once, and days that nobody can write into any more are rolled up. Days past due need no writing,
 * they follow from the oldest unpaid due date.
 */
export const closeDay = defineOperation({
  name: "closing.close-day",
  input: closeDayInput,
  async run({ tx, actor }, { days }) {
    // Many days in a row are for watching a year go by, not for a bank at work.
    if (days > 1 && !env.demo && actor.role !== "system") refuse("demo_only");
    let date = await lockBusinessDate(tx);
    const closedFrom = date;
    let lateFees = 0;
    for (let day = 0; day < days; day += 1) {
      const next = addDays(date, 1);
      await moveBusinessDate(tx, date, next);
      const late = (await lockNewlyLate(tx, next)).map((each) => ({ ...each, lateFee: lateFeeOf(each, each.rule) })).filter(({ lateFee }) => lateFee > 0n);
      await chargeLateFees(tx, late);
      lateFees += late.length;
      date = next;
    }
    await rollUpClosedDays(tx);
    return { closedFrom, businessDate: date, lateFees };
  },
});
