import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculatedSchedule, type CalculatedRow, type ScheduleQuestion } from "./calculated-schedule";
import { anyQuestion } from "./fixtures/arbitrary-courses";
import type { LoanTerms } from "./loan-terms";
import { formatDecimal, parseMoney, sumMoney } from "./money";
import { rateOfPpm } from "./rate";
import { parseRatio, ratio } from "./ratio";
import { buildSchedule } from "./schedule";

const yearly12: LoanTerms = {
  principal: 120_000n,
  annualRate: rateOfPpm(120_000),
  method: "declining",
  interval: { unit: "month", count: 1 },
  instalmentCount: 6,
  dayCount: "30/360",
  disbursedOn: "2026-01-31",
};

function rowsOf(question: ScheduleQuestion): CalculatedRow[] {
  const answer = calculatedSchedule(question);
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.schedule.rows;
}

const parts = (rows: readonly CalculatedRow[]) => rows.map(({ principal, interest }) => `${formatDecimal(principal, 2)} + ${formatDecimal(interest, 2)}`);

describe("kinds of schedule", () => {
  test("equal principal: the same part of the loan each time, interest on what is left", () => {
    expect(parts(rowsOf({ terms: { ...yearly12, method: "equal_principal" } }))).toEqual(["200.00 + 12.00", "200.00 + 10.00", "200.00 + 8.00", "200.00 + 6.00", "200.00 + 4.00", "200.00 + 2.00"]);
    expect(parts(rowsOf({ terms: { ...yearly12, principal: 10_000n, instalmentCount: 3, annualRate: rateOfPpm(0), method: "equal_principal" } }))).toEqual(["33.33 + 0.00", "33.33 + 0.00", "33.34 + 0.00"]);
    expect(parts(rowsOf({ terms: { ...yearly12, method: "equal_principal", roundInstalmentTo: 25_000n } })).slice(-2)).toEqual(["200.00 + 4.00", "200.00 + 2.00"]);
    expect(parts(rowsOf({ terms: { ...yearly12, method: "equal_principal", roundInstalmentTo: 10_000n, principal: 110_000n } })).slice(-2)).toEqual(["200.00 + 3.00", "100.00 + 1.00"]);
  });
  test("bullet: interest each time, the whole principal at the end", () => {
    expect(parts(rowsOf({ terms: { ...yearly12, method: "bullet" } }))).toEqual([...Array.from({ length: 5 }, () => "0.00 + 12.00"), "1200.00 + 12.00"]);
  });
  test("interest only at the start, then equal instalments of the rest", () => {
    const rows = rowsOf({ terms: { ...yearly12, instalmentCount: 8, grace: { instalments: 2, of: "principal", interest: "charged" } } });
    const rest = rowsOf({ terms: yearly12 });
    expect(parts(rows)).toEqual(["0.00 + 12.00", "0.00 + 12.00", ...parts(rest)]);
  });
  test("nothing at the start, and no interest meanwhile", () => {
    const rows = rowsOf({ terms: { ...yearly12, instalmentCount: 8, grace: { instalments: 2, of: "both", interest: "waived" } } });
    expect(parts(rows)).toEqual(["0.00 + 0.00", "0.00 + 0.00", ...parts(rowsOf({ terms: yearly12 }))]);
  });
  test("nothing at the start, and its interest afterwards, without interest on it", () => {
    const rows = rowsOf({ terms: { ...yearly12, instalmentCount: 8, grace: { instalments: 2, of: "both", interest: "charged" } } });
    expect(rows.slice(0, 2).every(({ total }) => total === 0n)).toBe(true);
    expect(rows[2]?.interest).toBe(3_600n);
    expect(new Set(rows.slice(2, -1).map(({ total }) => total)).size).toBe(1);
  });
  test("flat, by the rate of the year or of the term", () => {
    expect(parts(rowsOf({ terms: { ...yearly12, method: "flat", rateBasis: "term", annualRate: parseRatio("0.1") ?? ratio(0, 1) } }))).toEqual(Array.from({ length: 6 }, () => "200.00 + 20.00"));
  });
});

describe("dates", () => {
  const dates = (terms: Partial<LoanTerms>) => rowsOf({ terms: { ...yearly12, instalmentCount: 4, ...terms } }).map(({ dueOn }) => dueOn);
  test("keep their day, in short months the last one or the first of the next", () => {
    expect(dates({})).toEqual(["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
    expect(dates({ monthEnd: "roll" })).toEqual(["2026-03-01", "2026-03-31", "2026-05-01", "2026-05-31"]);
  });
  test("follow the first one where it was chosen, and a moved one from there on", () => {
    expect(dates({ firstDueOn: "2026-03-15" })).toEqual(["2026-03-15", "2026-04-15", "2026-05-15", "2026-06-15"]);
    expect(dates({ firstDueOn: "2026-02-28" })).toEqual(["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
    expect(dates({ course: { dueDateShifts: [{ from: "2026-03-31", to: "2026-04-05" }] } })).toEqual(["2026-02-28", "2026-04-05", "2026-05-05", "2026-06-05"]);
  });
  test("a broken first period bears whole months and a part of one, or its actual days", () => {
    const first = (terms: Partial<LoanTerms>) => rowsOf({ terms: { ...yearly12, disbursedOn: "2026-01-01", firstDueOn: "2026-02-15", ...terms } })[0]?.interest;
    // 1 % a month of 1,200.00: a month and 14 of 28 days; 45 days of 365.
    expect(first({})).toBe(1_800n);
    expect(first({ dayCount: "actual/365" })).toBe(1_775n);
    expect(first({ firstDueOn: "2026-01-11" })).toBe(387n);
  });
});

describe("rounding and rates", () => {
  test("the instalment is rounded to the nearest multiple, or to the next one above", () => {
    const instalment = (terms: Partial<LoanTerms>) => calculatedSchedule({ terms: { ...yearly12, ...terms } });
    const amountOf = (answer: ReturnType<typeof calculatedSchedule>) => (answer.ok ? answer.schedule.instalmentAmount : null);
    expect([amountOf(instalment({})), amountOf(instalment({ roundInstalmentTo: 1n })), amountOf(instalment({ roundInstalmentTo: 100n, roundInstalment: "nearest" })), amountOf(instalment({ roundInstalmentTo: 1_000n }))]).toEqual([20_706n, 20_706n, 20_700n, 21_000n]);
  });
  test("a rate is never squeezed to parts per million", () => {
    const total = (percent: string) => buildSchedule({ ...yearly12, principal: 10n ** 14n, annualRate: parseRatio(`${percent}e-2`) ?? ratio(0, 1) }).totalInterest;
    expect(total("9.4822222222")).toBeGreaterThan(total("9.4822"));
    expect(total("9.4822222222")).toBeLessThan(total("9.4823"));
  });
});

describe("money paid", () => {
  const loan: ScheduleQuestion = { terms: { ...yearly12, principal: 10_000n, annualRate: rateOfPpm(70_000), disbursedOn: "2024-01-01" } };
  const paid = (...list: [string, string][]) => list.map(([on, amount]) => ({ on, amount: parseMoney(amount, 2) ?? 0n }));
  test("as planned changes nothing; in advance it moves interest, shortens the term or lowers the instalment", () => {
    const planned = rowsOf(loan);
    expect(rowsOf({ ...loan, payments: paid(["2024-02-01", "17.01"], ["2024-03-01", "17.01"]) })).toEqual(planned);
    const early = paid(["2024-02-01", "17.01"], ["2024-02-15", "50"]);
    expect(rowsOf({ ...loan, payments: early, prepayment: "shorter_term" }).length).toBeLessThan(6);
    expect(rowsOf({ ...loan, payments: early, prepayment: "lower_instalment" })).toHaveLength(6);
    for (const prepayment of ["shorter_term", "lower_instalment", "next_instalments"] as const) {
      const rows = rowsOf({ ...loan, payments: early, prepayment });
      expect([sumMoney(rows.map(({ principal }) => principal)), rows.at(-1)?.balance]).toEqual([10_000n, 0n]);
    }
  });
  test("twice on a due date is once too early", () => {
    expect(rowsOf({ ...loan, payments: paid(["2024-02-01", "17.01"], ["2024-02-01", "17.01"]) })).not.toEqual(rowsOf(loan));
  });
  test("in advance on a loan that changes later is refused, and so is more than is owed", () => {
    const changing = { ...loan.terms, course: { rateChanges: [{ from: "2024-04-02", annualRate: rateOfPpm(40_000) }] } };
    expect(calculatedSchedule({ terms: changing, payments: paid(["2024-02-01", "17.01"]) }).ok).toBe(true);
    expect(calculatedSchedule({ terms: changing, payments: paid(["2024-02-15", "17.01"]) })).toMatchObject({ ok: false, problem: { about: "payments" } });
    expect(calculatedSchedule({ ...loan, payments: paid(["2024-02-15", "500"]) })).toMatchObject({ ok: false, problem: { about: "payments" } });
  });
});

describe("every schedule that has an answer", () => {
  const answered = anyQuestion.map((question) => ({ question, answer: calculatedSchedule(question) }));
  test("repays exactly what was paid out, ends at 0, charges nothing negative, and has its dates in order", () => {
    let count = 0;
    fc.assert(
      fc.property(answered, ({ question: { terms }, answer }) => {
        if (!answer.ok) return;
        count += 1;
        const { rows, totalPrincipal, totalInterest, totalPayable } = answer.schedule;
        const paidOut = terms.principal + sumMoney((terms.course?.disbursements ?? []).map(({ amount }) => amount));
        expect([totalPrincipal, sumMoney(rows.map(({ total }) => total)), rows.at(-1)?.balance]).toEqual([paidOut, totalPayable, 0n]);
        expect(totalPayable).toBe(paidOut + totalInterest);
        expect(rows.every((row) => row.principal >= 0n && row.interest >= 0n && row.balance >= 0n)).toBe(true);
        const dates = rows.map(({ dueOn }) => dueOn);
        expect(dates).toEqual([...dates].sort());
      }),
    );
    expect(count).toBeGreaterThan(50);
  });
  test("costs less with a pause of interest, and no less at a higher rate", () => {
    const plain = anyQuestion.map(({ terms: { course: _course, ...terms } }) => ({ ...terms, firstDueOn: undefined, principal: terms.principal + 1_000_000n, method: "declining" as const, roundInstalmentTo: null, grace: undefined }));
    fc.assert(
      fc.property(plain, (terms) => {
        const interest = (changes: Partial<LoanTerms>) => {
          const answer = calculatedSchedule({ terms: { ...terms, ...changes } });
          if (!answer.ok) throw new Error(`a schedule was refused: ${answer.problem.message}`);
          return answer.schedule.totalInterest;
        };
        const [first = ""] = rowsOf({ terms }).map(({ dueOn }) => dueOn);
        expect(interest({ course: { interestPauses: [{ from: terms.disbursedOn, to: first }] } })).toBeLessThanOrEqual(interest({}));
        expect(interest({ annualRate: ratio(terms.annualRate.numerator + 100_000n, terms.annualRate.denominator) })).toBeGreaterThan(interest({}));
      }),
    );
  });
});
