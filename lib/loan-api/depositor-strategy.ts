import { z } from "zod";
import { capReasons } from "@/lib/core/allocation";
import { grades } from "@/lib/core/loan";
import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import type { ShownStrategy } from "@/lib/funding/strategy";
import { getStrategy, type StrategyView } from "@/lib/funding/strategy-queries";
import { countInput } from "@/lib/platform/field-schemas";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, amountSent, percentAnswered, percentOf } from "./fields";

const strategyAnswered = z
  .object({
    accepted_grades: z.array(z.enum(grades)),
    longest_term_months: z.number().int().nullable().meta({ description: "Null: any term." }),
    largest_share_percent: percentAnswered.meta({ description: "The largest part of own money, waiting and working, in one loan." }),
    keep_aside: amountAnswered.meta({ description: "Waiting money that is not lent. With `reinvest` off, what comes back joins it." }),
    reinvest: z.boolean().meta({ description: "What comes back is lent again." }),
  })
  .meta({ id: "Strategy" });

const strategyExample: z.input<typeof strategyAnswered> = { accepted_grades: ["A", "B", "C"], longest_term_months: 24, largest_share_percent: 5, keep_aside: 1000, reinvest: true };

function answerOfStrategy({ acceptedGrades, longestTermMonths, largestSharePpm, keepAside, reinvest }: ShownStrategy): z.input<typeof strategyAnswered> {
  return {
    accepted_grades: acceptedGrades,
    longest_term_months: longestTermMonths,
    largest_share_percent: percentOf(largestSharePpm),
    keep_aside: amountOf(keepAside),
    reinvest,
  };
}

const reachAnswered = z.object({
  waiting: amountAnswered,
  lendable: amountAnswered.meta({ description: "Of the waiting money, what may be lent in all." }),
  largest_part: amountAnswered.meta({ description: "The most that one loan may take of it." }),
  held_by: z.enum(capReasons).meta({ description: "The limit that says so." }),
});

const recordAnswered = z.object({
  grade: z.enum(grades),
  loan_count: z.number().int(),
  lent: amountAnswered,
  interest: amountAnswered.meta({ description: "Passed on to funders so far, all fees taken off." }),
  lost: amountAnswered.meta({ description: "Principal of loans that were written off which has not come back to funders." }),
});

function answerOfView({ strategy, money, reach, record }: StrategyView) {
  return {
    strategy: answerOfStrategy(strategy),
    reach: { waiting: amountOf(money.waiting), lendable: amountOf(reach.lendable), largest_part: amountOf(reach.perLoan.cap), held_by: reach.perLoan.heldBy },
    record: record.map(({ grade, loanCount, lent, interest, lost }) => ({ grade, loan_count: loanCount, lent: amountOf(lent), interest: amountOf(interest), lost: amountOf(lost) })),
  };
}

/** GET /api/depositors/strategy */
export const getStrategyEndpoint = defineEndpoint({
  id: "getStrategy",
  method: "GET",
  path: "/api/depositors/strategy",
  tag: "Depositors",
  summary: "On what own money may be lent",
  description:
    "A new depositor accepts every grade and term, up to all of the own money in one loan, keeps nothing aside and reinvests. `reach` says what that makes of the waiting money now, `record` what became of the newest loans of each grade.",
  permission: "funding.get-strategy",
  answer: {
    schema: z.object({ strategy: strategyAnswered, reach: reachAnswered, record: z.array(recordAnswered) }),
    example: {
      strategy: strategyExample,
      reach: { waiting: 12000, lendable: 11000, largest_part: 600, held_by: "share_of_own_money" },
      record: [{ grade: "A", loan_count: 120, lent: 4500000, interest: 310000, lost: 0 }],
    },
  },
  run: async (_sent, call) => answerOfView(await call.read(getStrategy)),
});

/** PUT /api/depositors/strategy */
export const saveStrategyEndpoint = defineEndpoint({
  id: "saveStrategy",
  method: "PUT",
  path: "/api/depositors/strategy",
  tag: "Depositors",
  summary: "Change on what own money may be lent",
  description: "Holds from the next loan on; money that is lent already stays where it is. What is left out stays as it was.",
  permission: "funding.save-strategy",
  body: z.object({
    accepted_grades: z.array(z.string(), { error: "List the grades that you accept." }).optional().meta({ description: `At least one of ${grades.join(", ")}.`, example: ["A", "B", "C"] }),
    longest_term_months: countInput(1, 600).nullable().optional().meta({ description: "From 1 to 600; null for any term.", example: 24 }),
    largest_share_percent: z
      .union([z.number(), z.string()], { error: "Enter a percentage from 0.01 to 100." })
      .optional()
      .meta({ description: "From 0.01 to 100, with at most four decimals.", example: 5 }),
    keep_aside: amountSent.optional(),
    reinvest: z.boolean({ error: "Say true or false." }).optional(),
  }),
  bodyExample: strategyExample,
  answer: { schema: z.object({ message: z.string(), strategy: strategyAnswered }), example: { message: "Your strategy holds from the next loan on.", strategy: strategyExample } },
  async run({ body }, call) {
    const strategy = await call.execute(saveStrategy, {
      acceptedGrades: body.accepted_grades,
      longestTermMonths: body.longest_term_months,
      largestSharePercent: body.largest_share_percent,
      keepAside: body.keep_aside,
      reinvest: body.reinvest,
    });
    return { message: "Your strategy holds from the next loan on.", strategy: answerOfStrategy(strategy) };
  },
});
