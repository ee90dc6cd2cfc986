import { z } from "zod";
import { datedFlows } from "@/lib/core/dated-flows";
import { conventions, yearsBetweenBy } from "@/lib/core/day-count";
import { Decimal } from "@/lib/core/decimal";
import { decimalOf } from "@/lib/core/ratio";
import { nearestToZero, ratesOfReturn } from "@/lib/core/rates-of-return";
import { formatDate } from "@/lib/format";
import { choiceError, datedLines, readFlow, readTexts, wrongEntry, type DatedLine } from "./entry-schemas";
import type { ListedFlow } from "./flows-details";
import type { Problems, Texts } from "./use-calculator";

/** The example of a spreadsheet's own documentation, and one of regular amounts. */
export const returnDefaults = {
  kind: "xirr",
  flows: "2008-01-01 -10000\n2008-03-01 2750\n2008-10-30 4250\n2009-02-15 3250\n2009-04-01 2750",
  values: "-100\n39\n59\n55\n20",
  convention: "act/365f",
};

type ReturnTexts = Texts<keyof typeof returnDefaults>;

type ReturnAnswer = { ok: true; rates: Decimal[]; rate: Decimal | null; flows: ListedFlow[]; call: { path: string; body: unknown } } | { ok: false; problems: Problems };

const ROWS_MAX = 2_000;
const valuesMessage = "Write amounts with spaces or commas between them, or a line each: -100 39 59.";

const values = z.string().transform((text, context) => {
  const amounts = text.split(/[\s,;]+/).filter((each) => each !== "").map((each) => ({ text: each.replace(/^−/, "-"), amount: readFlow(each) }));
  if (amounts.length <= ROWS_MAX && amounts.every((each): each is { text: string; amount: Decimal } => each.amount !== null)) return amounts;
  context.addIssue({ code: "custom", message: amounts.length > ROWS_MAX ? `At most ${ROWS_MAX} amounts.` : valuesMessage });
  return z.NEVER;
});

const convention = z.enum(conventions, choiceError);

/** Every rate of return of what was typed, or what is wrong with which text. */
export function answerReturn(texts: ReturnTexts): ReturnAnswer {
  return texts.kind === "irr" ? answerRegular(texts) : answerDated(texts);
}

function answerDated(texts: ReturnTexts): ReturnAnswer {
  const asked = readTexts(z.object({ flows: datedLines(readFlow, "2026-01-31 -1000"), convention }), texts);
  if (!asked.ok) return asked;
  const { flows: lines, convention: counted } = asked.read;
  const problem = problemOf(lines.map(({ value }) => value));
  if (problem) return wrongEntry("flows", problem);
  const { flows, unitsPerYear } = datedFlows(lines.map(({ on, value }) => ({ on, amount: value })), counted);
  const rates = ratesOfReturn(flows, unitsPerYear);
  const call = { path: "/api/calculators/xirr", body: { cashflows: lines.map(({ on, text }) => [on, text]), day_count: counted.toUpperCase() } };
  return { ok: true, rates, rate: nearestToZero(rates), flows: listedFlows(lines, counted), call };
}

function answerRegular(texts: ReturnTexts): ReturnAnswer {
  const asked = readTexts(z.object({ values }), texts);
  if (!asked.ok) return asked;
  const amounts = asked.read.values;
  const problem = problemOf(amounts.map(({ amount }) => amount));
  if (problem) return wrongEntry("values", problem);
  const rates = ratesOfReturn(amounts.map(({ amount }, period) => ({ at: new Decimal(period), amount })));
  const flows = amounts.map(({ amount }, period) => ({ label: period === 0 ? "Now" : `Period ${period}`, time: String(period), amount }));
  return { ok: true, rates, rate: nearestToZero(rates), flows, call: { path: "/api/calculators/irr", body: { values: amounts.map(({ text }) => text) } } };
}

function problemOf(amounts: readonly Decimal[]): string | null {
  const isTwoSided = amounts.some((amount) => amount.lt(0)) && amounts.some((amount) => amount.gt(0));
  return isTwoSided ? null : "A rate needs at least one amount below zero (paid out) and one above (received).";
}

/** Lines in the order of time, each with the years since the first. */
export function listedFlows(lines: readonly DatedLine<Decimal>[], counted: (typeof conventions)[number]): ListedFlow[] {
  const sorted = [...lines].sort((left, right) => (left.on < right.on ? -1 : 1));
  const [first] = sorted;
  if (first === undefined) return [];
  return sorted.map(({ on, value }) => ({ label: formatDate(on), time: decimalOf(yearsBetweenBy(counted, { from: first.on, to: on })).toFixed(6), amount: value }));
}
