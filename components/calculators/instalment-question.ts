import { z } from "zod";
import { BARS_MAX } from "@/components/charts/chart-frame";
import { annuityParts, levelLoan, type Annuity } from "@/lib/core/annuity";
import { Decimal, roundHalfEven } from "@/lib/core/decimal";
import { formatDecimal } from "@/lib/core/money";
import { decimalOf } from "@/lib/core/ratio";
import { principalForInstalment } from "@/lib/core/schedule";
import { countInput, positiveMoneyInput } from "@/lib/platform/field-schemas";
import { blankOr, percentEntry, readTexts, wrongEntry } from "./entry-schemas";
import type { Texts } from "./use-calculator";

export const instalmentDefaults = { find: "instalment", amount: "500000", instalment: "15000", annualRate: "12", periods: "36", every: "1", paidAt: "end", balloon: "" };

type InstalmentTexts = Texts<keyof typeof instalmentDefaults>;

const PERIODS_MAX = 1_200;

/** Months from one instalment to the next, and how many a year has. */
const perYear = { "1": 12, "2": 6, "3": 4, "4": 3, "6": 2, "12": 1 } as const;

function instalmentEntries({ find }: InstalmentTexts, exponent: number) {
  const money = positiveMoneyInput(exponent);
  const unasked = z.string().transform(() => 0n);
  return z.object({
    find: z.enum(["instalment", "amount"]).catch("instalment"),
    // What is looked for is not read: it may be anything.
    amount: find === "amount" ? unasked : money,
    instalment: find === "amount" ? money : unasked,
    annualRate: percentEntry,
    periods: countInput(1, PERIODS_MAX),
    every: z.enum(["1", "2", "3", "4", "6", "12"]).catch("1"),
    paidAt: z.enum(["end", "begin"]).catch("end"),
    balloon: find === "amount" ? z.string().transform(() => undefined) : blankOr(money),
  });
}

type InstalmentEntries = z.output<ReturnType<typeof instalmentEntries>>;

/** A loan in equal instalments, minor units. */
export type TermLoan = { periods: number; amount: bigint; instalment: bigint; total: bigint; interest: bigint };

/** What some periods pay, under a name: one period, or a year of them. */
export type LevelPart = { label: string; interest: bigint; principal: bigint };

/** The loan asked for, the same over other terms, and what its instalments are made of; or what is wrong with which text. */
export function answerInstalment(texts: InstalmentTexts, exponent: number) {
  const asked = readTexts(instalmentEntries(texts, exponent), texts);
  if (!asked.ok) return asked;
  const { read } = asked;
  const loan = loanOver(read, read.periods);
  if (read.find === "amount" && loan.amount === 0n) return wrongEntry("instalment", "So small an instalment repays no loan over this term.");
  if ((read.balloon ?? 0n) > loan.amount) return wrongEntry("balloon", "At most the amount itself can be left to the end.");
  return { ok: true, read, loan, others: otherTerms(read), parts: partsOf(read, loan), call: instalmentCall(read, { loan, texts, exponent }) } as const;
}

function annuityOf(read: InstalmentEntries, { amount, periods }: { amount: bigint; periods: number }): Annuity {
  const { numerator, denominator } = read.annualRate;
  const rate = decimalOf({ numerator, denominator: denominator * BigInt(perYear[read.every]) });
  return { principal: new Decimal(amount), rate, periods, at: read.find === "amount" ? "end" : read.paidAt, futureValue: new Decimal(-(read.balloon ?? 0n)) };
}

function loanOver(read: InstalmentEntries, periods: number): TermLoan {
  const interval = { unit: "month", count: Number(read.every) } as const;
  const amount = read.find === "amount" ? principalForInstalment(read.instalment, { annualRate: read.annualRate, instalmentCount: periods, interval }) : read.amount;
  const { payment, total, interest } = levelLoan(annuityOf(read, { amount, periods }));
  return { periods, amount, instalment: roundHalfEven(payment), total: roundHalfEven(total), interest: roundHalfEven(interest) };
}

/** Up to two years shorter and longer. */
function otherTerms(read: InstalmentEntries): TermLoan[] {
  const year = perYear[read.every];
  const terms = [-2, -1, 0, 1, 2].map((years) => read.periods + years * year);
  return terms.filter((periods) => periods > 0 && periods <= PERIODS_MAX).map((periods) => loanOver(read, periods));
}

/** Each instalment, or years where instalments would be too many. */
function partsOf(read: InstalmentEntries, { amount, periods }: TermLoan): LevelPart[] {
  const annuity = annuityOf(read, { amount, periods });
  const length = periods <= BARS_MAX ? 1 : perYear[read.every];
  const starts = Array.from({ length: periods }, (_, index) => index + 1).filter((period) => (period - 1) % length === 0);
  return starts.map((first, index) => {
    const { interest, principal } = annuityParts(annuity, { first, last: Math.min(first + length - 1, periods) });
    return { label: length === 1 ? String(first) : `Year ${index + 1}`, interest: roundHalfEven(interest), principal: roundHalfEven(principal) };
  });
}

/** The same question as a call of the API; for an amount that was found, the proof of it. */
function instalmentCall(read: InstalmentEntries, { loan, texts, exponent }: { loan: TermLoan; texts: InstalmentTexts; exponent: number }) {
  const body = {
    principal: formatDecimal(loan.amount, exponent),
    annual_rate_pct: texts.annualRate.trim(),
    periods: loan.periods,
    periods_per_year: perYear[read.every],
    rounding: "nearest",
    ...(read.find === "instalment" && read.paidAt === "begin" && { payments_at: "begin" }),
    ...(read.balloon !== undefined && { balloon: formatDecimal(read.balloon, exponent) }),
  };
  return { path: "/api/calculators/emi", body };
}
