import { z } from "zod";
import { annuityParts, levelLoan } from "@/lib/core/annuity";
import { Decimal, roundHalfEven, roundUp } from "@/lib/core/decimal";
import { splitByRatios } from "@/lib/core/money";
import { decimalOf } from "@/lib/core/ratio";
import { env } from "@/lib/env";
import { refuse } from "@/lib/platform/errors";
import { calculatorFacts, countSent, decimalText, exactSent, named, percentSent, PERIODS_MAX, ROWS_MAX, wordSent } from "./calculator-fields";
import { defineEndpoint } from "./dialect";

const AMOUNT_MAX = 1e13;

const emiBody = named(
  {
    principal: ["amount", "loan_amount", "present_value", "pv"],
    annual_rate_pct: ["annual_rate_percent", "annual_interest_rate", "interest_rate", "rate_pct"],
    periods: ["installments", "instalments", "number_of_payments", "nper", "n", "term_months", "months"],
    periods_per_year: ["payments_per_year"],
    payments_at: ["when", "payment_at"],
    future_value: ["fv"],
    balloon: ["residual_value", "residual"],
    first_period: ["period", "from_period"],
    last_period: ["to_period"],
  },
  z.object({
    principal: exactSent(0, AMOUNT_MAX, "Enter an amount, zero or more.").meta({ example: "15000" }),
    annual_rate_pct: percentSent.optional().meta({ example: "8" }),
    annual_rate: exactSent(0, 10_000).optional().meta({ description: "Instead: as a fraction." }),
    periods: countSent(1, PERIODS_MAX).meta({ example: 60 }),
    periods_per_year: exactSent(0.01, 366).default({ numerator: 12n, denominator: 1n }).meta({ description: "12 by default.", example: 12 }),
    payments_at: wordSent({ end: ["end_of_period", "arrears", "0"], begin: ["beginning", "start", "begin_of_period", "advance", "1"] }).default("end"),
    future_value: exactSent(-AMOUNT_MAX, AMOUNT_MAX).optional().meta({ description: "What must be saved up at the end besides." }),
    balloon: exactSent(0, AMOUNT_MAX).optional().meta({ description: "What may still be owed at the end." }),
    rounding: wordSent({ none: ["exact"], nearest: ["half_even"], up: ["ceiling"] }).default("none").meta({ description: "To the minor unit, or not at all: then 34 digits." }),
    first_period: countSent(1, PERIODS_MAX).optional().meta({ description: "Asks for the interest and the principal in the unrounded payments of a period, or of those up to `last_period`." }),
    last_period: countSent(1, PERIODS_MAX).optional(),
  }),
);

const exactAnswered = z.string().meta({ description: "A decimal text." });

/** POST /api/calculators/emi */
export const calculateAnnuityEndpoint = defineEndpoint({
  ...calculatorFacts,
  id: "calculateAnnuity",
  path: "/api/calculators/emi",
  summary: "The equal payment of any loan or saving",
  description: "P·r·(1+r)^n / ((1+r)^n − 1) with the rate exactly as it is written, unrounded to 34 digits unless rounding is asked for.",
  body: emiBody,
  bodyExample: { principal: "15000", annual_rate_pct: "8", periods: 60, periods_per_year: 12, payments_at: "end" },
  answer: {
    schema: z.object({
      payment: exactAnswered,
      total_paid: exactAnswered,
      total_interest: exactAnswered,
      interest: exactAnswered.optional().meta({ description: "In the payments of the periods that were asked about." }),
      principal: exactAnswered.optional().meta({ description: "In the payments of the periods that were asked about." }),
    }),
    example: { payment: "304.14591432620523703387016203", total_paid: "18248.7548595723142220322097218", total_interest: "3248.7548595723142220322097218" },
  },
  run: async ({ body }) => {
    const annualRate = body.annual_rate_pct ?? body.annual_rate ?? refuse("input_invalid", { fields: { annual_rate_pct: "Enter a rate in percent, zero or more, for example 8.5." } });
    const { periods, first_period: first, last_period: last = first } = body;
    const futureValue = (body.future_value ? decimalOf(body.future_value) : new Decimal(0)).minus(body.balloon ? decimalOf(body.balloon) : 0);
    const annuity = { principal: decimalOf(body.principal), rate: decimalOf(annualRate).div(decimalOf(body.periods_per_year)), periods, at: body.payments_at, futureValue };
    if (first !== undefined && last !== undefined && (first > last || last > periods)) refuse("input_invalid", { fields: { last_period: `The periods lie between 1 and ${periods}, the first one first.` } });
    const { payment, total, interest } = levelLoan(annuity, (exact) => rounded(exact, body.rounding));
    const parts = first !== undefined && last !== undefined ? annuityParts(annuity, { first, last }) : undefined;
    const text = (exact: Decimal) => (body.rounding === "none" ? exact.toFixed() : exact.toFixed(env.currencyExponent));
    return {
      payment: text(payment),
      total_paid: text(total),
      total_interest: text(interest),
      interest: parts?.interest.toFixed(),
      principal: parts?.principal.toFixed(),
    };
  },
});

function rounded(payment: Decimal, rounding: "none" | "nearest" | "up"): Decimal {
  if (rounding === "none") return payment;
  const minor = payment.times(new Decimal(10).pow(env.currencyExponent));
  return new Decimal(decimalText(rounding === "up" ? roundUp(minor) : roundHalfEven(minor)));
}

const WHOLE_MAX = 1_000_000_000_000_000;
const wholeSent = exactSent(-WHOLE_MAX, WHOLE_MAX, "Enter a whole number of minor units.").refine(({ denominator }) => denominator === 1n, { error: "Enter a whole number of minor units." });

/** POST /api/calculators/split */
export const calculateSplitEndpoint = defineEndpoint({
  ...calculatorFacts,
  id: "calculateSplit",
  path: "/api/calculators/split",
  summary: "An amount divided by weights, to the last minor unit",
  description: "Everybody gets the floor of the exact part; the units left go one each to the largest remainders, of equal ones to the first in the list.",
  body: named(
    { amount_minor: ["amount", "minor"], weights: ["ratios", "shares"] },
    z.object({
      amount_minor: wholeSent.meta({ description: "Minor units.", example: 1003 }),
      weights: z
        .array(exactSent(0, 1e18, "A weight is zero or more: a number, or a fraction such as 1/2."), { error: "Send a list of weights." })
        .min(1, { error: "Send at least one weight." })
        .max(ROWS_MAX, { error: `Send at most ${ROWS_MAX} weights.` })
        .meta({ description: "Whole numbers, decimals or fractions (`1/3`)." }),
    }),
  ),
  bodyExample: { amount_minor: 1003, weights: [50, 50] },
  answer: {
    schema: z.object({ parts: z.array(z.number().int()).meta({ description: "In the order of the weights; they add up to the amount." }) }),
    example: { parts: [502, 501] },
  },
  run: async ({ body: { amount_minor, weights } }) => {
    if (amount_minor.numerator !== 0n && weights.every(({ numerator }) => numerator === 0n)) refuse("input_invalid", { fields: { weights: "At least one weight must be above zero." } });
    return { parts: splitByRatios(amount_minor.numerator, weights).map(Number) };
  },
});
