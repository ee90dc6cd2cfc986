import type { LoanTerms } from "./loan-terms";
import { maxMoney, minMoney, type Money } from "./money";
import type { Instalment, Schedule } from "./schedule";

/**
 * Instalments in a row that ask for the same sort of thing:
 * "nothing": for nothing at all. "interest_only": for the interest that is owed. "level": for the same amount, but for
 * what rounding leaves to the last. "falling": for the same principal and less interest each time. "whole_amount": for
 * everything that is left.
 */
export type InstalmentStage = {
  kind: "nothing" | "interest_only" | "level" | "falling" | "whole_amount";
  /** Numbers of its first and last instalment. */
  first: number;
  last: number;
  /** Minor units. Of level instalments both are the equal instalment. */
  highest: Money;
  lowest: Money;
};

/** A schedule as a borrower reads it: what is asked for at first, and then. */
export function instalmentStages({ method, grace }: Pick<LoanTerms, "method" | "grace">, { instalments, instalmentAmount }: Pick<Schedule, "instalments" | "instalmentAmount">): InstalmentStage[] {
  const graceCount = grace?.instalments ?? 0;
  const count = instalments.length;
  const stages: (InstalmentStage | null)[] = [
    stageOf(instalments.slice(0, graceCount), grace?.of === "both" || grace?.interest === "waived" ? "nothing" : "interest_only"),
  ];
  if (method === "bullet") stages.push(stageOf(instalments.slice(graceCount, count - 1), "interest_only"), stageOf(instalments.slice(count - 1), "whole_amount"));
  else if (method === "equal_principal") stages.push(stageOf(instalments.slice(graceCount), "falling"));
  else stages.push(levelStage(instalments.slice(graceCount), instalmentAmount));
  return stages.filter((stage) => stage !== null);
}

/**
 * The one figure for what a borrower pays each time, minor units: the equal instalment; the highest of equal principal;
 * of a bullet the highest interest, without the amount at the end. Instalments in grace do not count.
 */
export function regularInstalment(terms: Pick<LoanTerms, "method" | "grace">, schedule: Pick<Schedule, "instalments" | "instalmentAmount">): Money {
  const after = instalmentStages(terms, schedule).filter(({ first }) => first > (terms.grace?.instalments ?? 0));
  return after[0]?.highest ?? 0n;
}

function stageOf(rows: readonly Instalment[], kind: InstalmentStage["kind"]): InstalmentStage | null {
  const [first] = rows;
  if (first === undefined) return null;
  const [highest, lowest] = [maxMoney, minMoney].map((pick) => rows.reduce((found, { total }) => pick(found, total), first.total));
  return { kind, first: first.number, last: first.number + rows.length - 1, highest: highest ?? 0n, lowest: lowest ?? 0n };
}

function levelStage(rows: readonly Instalment[], instalmentAmount: Money): InstalmentStage | null {
  const stage = stageOf(rows, "level");
  return stage && { ...stage, highest: instalmentAmount, lowest: instalmentAmount };
}

/** A stage in words: which instalments, what they are, and how much. */
export function describeStage({ kind, first, last, highest, lowest }: InstalmentStage, money: (amount: Money) => string): { which: string; what: string; amount: string } {
  const which = first === last ? `Instalment ${first}` : `Instalments ${first} to ${last}`;
  const falling = first === last ? money(highest) : `${money(highest)}, falling to ${money(lowest)}`;
  const words = {
    nothing: { what: "Nothing to pay", amount: money(0n) },
    interest_only: { what: "Interest only", amount: highest === lowest ? money(highest) : `${money(lowest)} to ${money(highest)}` },
    level: { what: "The same each time", amount: money(highest) },
    falling: { what: "The same principal each time, and the interest on top", amount: falling },
    whole_amount: { what: "The whole amount, with the last interest", amount: money(highest) },
  } satisfies Record<InstalmentStage["kind"], { what: string; amount: string }>;
  return { which, ...words[kind] };
}
