import { z } from "zod";
import { actuarialRate } from "@/lib/core/actuarial-rate";
import { datedFlows } from "@/lib/core/dated-flows";
import { Decimal } from "@/lib/core/decimal";
import { decimalOf } from "@/lib/core/ratio";
import { nearestToZero, presentValue, ratesOfReturn } from "@/lib/core/rates-of-return";
import { refuse } from "@/lib/platform/errors";
import { conventionSent } from "./calculator-conventions";
import { calculatorFacts, datedSent, daySent, exactSent, flowSent, named, positiveFlowSent, rateAnswered, rateNumber, rootsAnswered, rootsOf, ROWS_MAX, wordSent } from "./calculator-fields";
import { defineEndpoint } from "./dialect";

const rateNames = { cashflows: ["cash_flows", "flows"], day_count: ["convention", "day_count_convention"] };
const flowsDescription = "Rows `[date, amount]` in any order: what is paid out is negative, what is received positive.";

/** POST /api/calculators/xirr */
export const calculateXirrEndpoint = defineEndpoint({
  ...calculatorFacts,
  id: "calculateXirr",
  path: "/api/calculators/xirr",
  summary: "The yearly rate of return of amounts on dates",
  description: "Every root is found; of several the answer is the one nearest to 0. Null where there is none.",
  body: named(rateNames, z.object({ cashflows: datedSent(flowSent).meta({ description: flowsDescription }), day_count: conventionSent.default("act/365f") })),
  bodyExample: { cashflows: [["2008-01-01", -10000], ["2008-03-01", 2750], ["2008-10-30", 4250], ["2009-02-15", 3250], ["2009-04-01", 2750]], day_count: "ACT/365F" },
  answer: {
    schema: z.object({ rate: rateAnswered, ...rootsAnswered }),
    example: { rate: 0.373362535, roots: [0.373362535], root_count: 1 },
  },
  run: async ({ body: { cashflows, day_count } }) => {
    const { flows, unitsPerYear } = datedFlows(cashflows, day_count);
    const rates = ratesOfReturn(flows, unitsPerYear);
    return { rate: rateNumber(nearestToZero(rates)), ...rootsOf(rates) };
  },
});

/** POST /api/calculators/irr */
export const calculateIrrEndpoint = defineEndpoint({
  ...calculatorFacts,
  id: "calculateIrr",
  path: "/api/calculators/irr",
  summary: "The rate of return a period of regular amounts",
  description: "Every root is found; of several the answer is the one nearest to 0. Null where there is none. With a rate, also what the amounts are worth at it.",
  body: named(
    { values: ["cashflows", "cash_flows", "amounts"], rate: ["discount_rate"] },
    z.object({
      values: z.array(flowSent, { error: "Send a list of amounts, one for each period from now on." }).max(ROWS_MAX, { error: `Send at most ${ROWS_MAX} amounts.` }),
      rate: exactSent(-0.999999, 1_000_000).optional().meta({ description: "Of a period, as a fraction.", example: "0.05" }),
    }),
  ),
  bodyExample: { values: [-100, 39, 59, 55, 20] },
  answer: {
    schema: z.object({ irr: rateAnswered, rate: rateAnswered, ...rootsAnswered, npv: z.string().optional().meta({ description: "The worth at the rate that was sent." }) }),
    example: { irr: 0.28094842116, rate: 0.28094842116, roots: [0.28094842116], root_count: 1 },
  },
  run: async ({ body: { values, rate } }) => {
    const flows = values.map((amount, period) => ({ at: new Decimal(period), amount }));
    const rates = ratesOfReturn(flows);
    const irr = rateNumber(nearestToZero(rates));
    return { irr, rate: irr, ...rootsOf(rates), npv: rate && presentValue(flows, decimalOf(rate)).toSignificantDigits(30).toFixed() };
  },
});

const timedRow = z.preprocess(
  (sent) => (Array.isArray(sent) ? { years: sent[0] as unknown, amount: sent[1] as unknown } : sent),
  z.object({ years: exactSent(0, 1_000, "Enter a time in years, zero or more."), amount: flowSent }),
);

const aprBody = named(
  { ...rateNames, cashflows_years: ["cash_flows_years", "flows_years"], unit_periods_per_year: ["periods_per_year"], amount_financed: ["principal"] },
  z.object({
    method: wordSent({ eu: ["european", "effective", "uk"], us_actuarial: ["us", "actuarial", "reg_z", "regulation_z"] }).optional().meta({ description: "`eu` (by default) or `us_actuarial`." }),
    cashflows_years: z.array(timedRow).max(ROWS_MAX, { error: `Send at most ${ROWS_MAX} rows.` }).optional().meta({ description: "For `eu`: rows `[years, amount]`." }),
    cashflows: datedSent(flowSent).optional().meta({ description: flowsDescription }),
    advances: datedSent(positiveFlowSent).optional().meta({ description: "What the borrower gets, every fee that is kept back taken off: rows `{ date, amount }`." }),
    payments: datedSent(positiveFlowSent).optional().meta({ description: "What the borrower pays: rows `{ date, amount }`." }),
    advance: daySent.optional().meta({ description: "Instead of `advances`, with `amount_financed`: the date of the only one." }),
    amount_financed: positiveFlowSent.optional(),
    unit_periods_per_year: exactSent(0.5, 365)
      .optional()
      .meta({ description: "For `us_actuarial`: 12 for months, 52 for weeks, 26, 13, 24 for half months, 4, 6, 1, 365. Left out: the common period of the dates. One advance repaid at once within a year is its own period." }),
    day_count: conventionSent.default("act/365f").meta({ description: "For `eu` with dates: how time is counted in years. By default days of 365." }),
  }),
);

/** POST /api/calculators/apr */
export const calculateAprEndpoint = defineEndpoint({
  ...calculatorFacts,
  id: "calculateApr",
  path: "/api/calculators/apr",
  summary: "The annual percentage rate, European or US actuarial",
  description:
    "`eu`: the effective annual rate of Directive 2008/48/EC, Annex I; dates are counted in days of 365 unless times in years are sent (equal months are twelfths: send 1/12). " +
    "`us_actuarial`: Regulation Z, Appendix J (b): the rate a unit period times unit periods a year, a fraction of a unit period bearing simple interest.",
  body: aprBody,
  bodyExample: { method: "eu", cashflows_years: [[0, -1000], ["546/365", 1200]] },
  answer: {
    schema: z.object({
      rate: rateAnswered,
      apr_pct: z.string().nullable().meta({ description: "In percent, with two decimals." }),
      roots: rootsAnswered.roots.optional(),
      root_count: rootsAnswered.root_count.optional(),
      unit_periods_per_year: z.number().optional().meta({ description: "Those that a US rate was counted in." }),
    }),
    example: { rate: 0.12962, apr_pct: "12.96", roots: [0.12962], root_count: 1 },
  },
  run: async ({ body }) => (body.method === "us_actuarial" ? usRate(body) : euRate(body)),
});

type AprBody = z.output<typeof aprBody>;

function usRate({ cashflows = [], payments, unit_periods_per_year, ...body }: AprBody) {
  const advances = advancesOf(body) ?? cashflows.filter(({ amount }) => amount.isNegative()).map(({ on, amount }) => ({ on, amount: amount.neg() }));
  const paid = payments ?? cashflows.filter(({ amount }) => amount.isPositive());
  if (advances.length === 0) refuse("input_invalid", { fields: { advances: "Send at least one advance." } });
  if (paid.length === 0) refuse("input_invalid", { fields: { payments: "Send at least one payment." } });
  const found = actuarialRate({ advances, payments: paid, unitPeriodsPerYear: unit_periods_per_year });
  if (found === null) refuse("input_invalid", { fields: { unit_periods_per_year: "A year has 365 days, 52 weeks (26, 13, …), 24 half months, 12 months (6, 4, 3, …) or 1 year." } });
  return { ...percentOf(found.rate), unit_periods_per_year: Number(decimalOf(found.unitPeriodsPerYear).toSignificantDigits(17)) };
}

function euRate({ cashflows_years, cashflows, payments = [], day_count, ...body }: AprBody) {
  const advances = advancesOf(body) ?? [];
  const dated = cashflows ?? [...advances.map(({ on, amount }) => ({ on, amount: amount.neg() })), ...payments];
  if (cashflows_years === undefined && dated.length === 0) refuse("input_invalid", { fields: { cashflows_years: "Send cashflows_years, or advances and payments." } });
  const timed = cashflows_years
    ? { flows: cashflows_years.map(({ years, amount }) => ({ at: decimalOf(years), amount })), unitsPerYear: 1 }
    : datedFlows(dated, day_count);
  const rates = ratesOfReturn(timed.flows, timed.unitsPerYear);
  return { ...percentOf(nearestToZero(rates)), ...rootsOf(rates) };
}

function advancesOf({ advances, advance, amount_financed }: Pick<AprBody, "advances" | "advance" | "amount_financed">) {
  if (advances === undefined && advance !== undefined && amount_financed !== undefined) return [{ on: advance, amount: amount_financed }];
  return advances;
}

function percentOf(rate: Decimal | null) {
  return { rate: rateNumber(rate), apr_pct: rate && rate.times(100).toFixed(2) };
}
