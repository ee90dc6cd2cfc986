import { interestFactors } from "./accrual";
import { amortiseAsking, interestOver, type AmortisationPlan, type Amortised, type InstalmentPart } from "./amortisation";
import type { BusinessDate } from "./business-date";
import { Decimal } from "./decimal";
import { periodsOf } from "./due-dates";
import { askingOf, graceAsking, keptAmount } from "./instalment-kinds";
import { invariant } from "./invariant";
import type { LoanCourse, LoanTerms } from "./loan-terms";
import type { Money } from "./money";
import type { RatePeriod } from "./rate";

/**
 * The instalments of a loan with interest on what is outstanding. The loan is divided into stages: a new one begins
 * with the period in which the rate changes, more is paid out, or grace ends, and there the instalment is fitted to
 * the rest of the loan as it is known then: nobody knows a later change of the rate yet.
 * @returns one part for each period, and the instalment of the first stage that repays
 */
export function decliningParts(terms: LoanTerms, periods: readonly RatePeriod[]): { instalmentAmount: Money; parts: InstalmentPart[] } {
  const parts: InstalmentPart[] = [];
  let state: StageStart = { balance: terms.principal, carried: new Decimal(0) };
  let instalmentAmount: Money | null = null;
  const starts = stageStarts(terms, periods);
  for (const [stage, start] of starts.entries()) {
    const end = starts[stage + 1] ?? periods.length;
    const { amortised, instalment } = amortiseStage({ terms, periods, start }, state, end - start);
    for (let index = start; index < end; index++) parts.push(amortised.parts[index - start] ?? { principal: 0n, interest: 0n });
    if (instalmentAmount === null && instalment !== null) instalmentAmount = instalment;
    state = amortised;
  }
  return { instalmentAmount: instalmentAmount ?? 0n, parts };
}

/** What is paid out in each period besides the first disbursement: the balance of its instalment has it. */
export function laterDisbursements({ course }: LoanTerms, period: RatePeriod): NonNullable<LoanCourse["disbursements"]> {
  return (course?.disbursements ?? []).filter(({ on }) => period.from <= on && on < period.to);
}

/** What a stage begins with: principal, and unrounded interest that earlier instalments did not ask for. */
type StageStart = { balance: Money; carried: Decimal };
type Stage = { terms: LoanTerms; periods: readonly RatePeriod[]; start: number };

function stageStarts({ course = {}, grace }: LoanTerms, periods: readonly RatePeriod[]): number[] {
  const disbursed = (course.disbursements ?? []).map(({ on }) => periods.findIndex(({ to }) => on < to));
  // Interest of a day falls before the day, so a rate from 2 February on is that of the period after 1 February.
  const changed = (course.rateChanges ?? []).map(({ from }) => periods.findIndex(({ to }) => from <= to));
  const starts = new Set([0, grace?.instalments ?? 0, ...disbursed, ...changed]);
  return [...starts].filter((start) => start >= 0 && start < periods.length).sort((left, right) => left - right);
}

function amortiseStage(stage: Stage, state: StageStart, count: number): { amortised: Amortised; instalment: Money | null } {
  const { terms, start } = stage;
  const { grace } = terms;
  const plan = planOf(stage, state);
  if (grace && start < grace.instalments) {
    return { amortised: amortiseAsking(plan, graceAsking(grace), count), instalment: null };
  }
  const instalment = terms.method === "declining" ? (terms.course?.instalmentKept ?? keptAmount(plannedOf(stage, state, plan), terms)) : keptAmount(plan, terms);
  return { amortised: amortiseAsking(plan, askingOf(terms.method, instalment), count), instalment };
}

/** The rest of the loan from a stage on. What is paid out in its first period bears interest from its own day. */
function planOf({ terms, periods, start }: Stage, { balance, carried }: StageStart): AmortisationPlan {
  const rest = periods.slice(start);
  const [first] = rest;
  invariant(first !== undefined, "schedule: a stage has at least one period");
  const known = knownBy(terms, first.to);
  const isFree = (index: number) => terms.grace?.interest === "waived" && start + index < terms.grace.instalments;
  const accruals = rest.map((period, index) => (isFree(index) ? [] : interestFactors(known, period)));
  const added = laterDisbursements(terms, first);
  if (added.length === 0) return { balance, accruals, carried, carriedPaid: 0n };
  const ownInterest = (amount: Money, from: BusinessDate) => interestOver(amount, isFree(0) ? [] : interestFactors(known, first, { from, to: first.to }));
  return {
    balance: added.reduce((sum, { amount }) => sum + amount, balance),
    accruals: [[], ...accruals.slice(1)],
    carried: added.reduce((sum, { amount, on }) => sum.plus(ownInterest(amount, on)), carried.plus(ownInterest(balance, first.from))),
    carriedPaid: 0n,
  };
}

/** The plan by which the instalment is fitted: as agreed, before any pause of interest and any moved date. */
function plannedOf({ terms, start }: Stage, state: StageStart, plan: AmortisationPlan): AmortisationPlan {
  const { interestPauses = [], dueDateShifts = [], ...course } = terms.course ?? {};
  if (interestPauses.length + dueDateShifts.length === 0) return plan;
  const agreed = { ...terms, course };
  return planOf({ terms: agreed, periods: periodsOf(agreed), start }, state);
}

function knownBy(terms: LoanTerms, on: BusinessDate): LoanTerms {
  const { course } = terms;
  if (!course?.rateChanges) return terms;
  return { ...terms, course: { ...course, rateChanges: course.rateChanges.filter(({ from }) => from <= on) } };
}
