import { z } from "zod";
import { actuarialRate } from "@/lib/core/actuarial-rate";
import { datedFlows } from "@/lib/core/dated-flows";
import { conventions } from "@/lib/core/day-count";
import { Decimal } from "@/lib/core/decimal";
import { decimalOf, parseRatio } from "@/lib/core/ratio";
import { nearestToZero, ratesOfReturn } from "@/lib/core/rates-of-return";
import { choiceError, datedLines, readPositiveFlow, readTexts, wrongEntry, type DatedLine } from "./entry-schemas";
import type { ListedFlow } from "./flows-details";
import { listedFlows } from "./return-question";
import type { Problems, Texts } from "./use-calculator";

export const costDefaults = {
  method: "eu",
  advances: "2026-01-15 98000",
  payments: "2026-02-15 8900 x12 monthly",
  convention: "act/365f",
  unitPeriods: "",
};

type CostTexts = Texts<keyof typeof costDefaults>;

/** `unitPeriodsPerYear` are those that a US rate was counted in. */
export type CostAnswer =
  | { ok: true; rate: Decimal | null; unitPeriodsPerYear: string | null; advanced: Decimal; paid: Decimal; flows: ListedFlow[]; call: { path: string; body: unknown } }
  | { ok: false; problems: Problems };

const example = "2026-01-31 25000";

const entries = z.object({
  method: z.enum(["eu", "us_actuarial"]).catch("eu"),
  advances: datedLines(readPositiveFlow, example).refine((lines) => lines.length > 0, { error: `Write what you are given, and when: ${example}.` }),
  payments: datedLines(readPositiveFlow, example).refine((lines) => lines.length > 0, { error: `Write what you pay, and when: ${example} x12 monthly.` }),
  convention: z.enum(conventions, choiceError),
  unitPeriods: z.enum(["", "365", "52", "26", "24", "13", "12", "6", "4", "3", "2", "1"]).catch(""),
});

type CostEntries = z.output<typeof entries>;

/** The annual percentage rate of what was typed, or what is wrong with which text. */
export function answerCost(texts: CostTexts): CostAnswer {
  // Unit periods are counted otherwise, and the field is not seen then.
  const asked = readTexts(entries, texts.method === "us_actuarial" ? { ...texts, convention: costDefaults.convention } : texts);
  if (!asked.ok) return asked;
  const { read } = asked;
  const found = read.method === "eu" ? europeanRate(read) : usRate(read);
  if (found === null) return wrongEntry("unitPeriods", "Not every date can be counted in this unit period. Take another one.");
  const { advances, payments } = read;
  const out = advances.map((line) => ({ ...line, value: line.value.neg() }));
  return { ok: true, ...found, advanced: sumOf(advances), paid: sumOf(payments), flows: listedFlows([...out, ...payments], read.method === "eu" ? read.convention : "act/365f"), call: callOf(read) };
}

function europeanRate({ advances, payments, convention }: CostEntries) {
  const dated = [...advances.map(({ on, value }) => ({ on, amount: value.neg() })), ...amountsOf(payments)];
  const { flows, unitsPerYear } = datedFlows(dated, convention);
  return { rate: nearestToZero(ratesOfReturn(flows, unitsPerYear)), unitPeriodsPerYear: null };
}

function usRate({ advances, payments, unitPeriods }: CostEntries) {
  const asked = parseRatio(unitPeriods) ?? undefined;
  const found = actuarialRate({ advances: amountsOf(advances), payments: amountsOf(payments), unitPeriodsPerYear: asked });
  return found && { rate: found.rate, unitPeriodsPerYear: decimalOf(found.unitPeriodsPerYear).toSignificantDigits(6).toString() };
}

function amountsOf(lines: readonly DatedLine<Decimal>[]) {
  return lines.map(({ on, value }) => ({ on, amount: value }));
}

function sumOf(lines: readonly DatedLine<Decimal>[]): Decimal {
  return lines.reduce((sum, { value }) => sum.plus(value), new Decimal(0));
}

function callOf({ method, advances, payments, convention, unitPeriods }: CostEntries) {
  const rows = (lines: readonly DatedLine<Decimal>[]) => lines.map(({ on, text }) => ({ date: on, amount: text }));
  const counting = method === "eu" ? { day_count: convention.toUpperCase() } : { ...(unitPeriods !== "" && { unit_periods_per_year: Number(unitPeriods) }) };
  return { path: "/api/calculators/apr", body: { method, advances: rows(advances), payments: rows(payments), ...counting } };
}
