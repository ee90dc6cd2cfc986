import { beforeAll, describe, expect, test } from "vitest";
import { POST as apr } from "@/app/api/calculators/apr/route";
import { POST as dayCount } from "@/app/api/calculators/day-count/route";
import { POST as emi } from "@/app/api/calculators/emi/route";
import { POST as irr } from "@/app/api/calculators/irr/route";
import { POST as schedule } from "@/app/api/calculators/schedule/route";
import { POST as split } from "@/app/api/calculators/split/route";
import { POST as xirr } from "@/app/api/calculators/xirr/route";
import { Decimal } from "@/lib/core/decimal";
import vectors from "@/lib/core/fixtures/published-vectors.json";
import { openInstallation } from "@/lib/platform/testing";

/* Published figures, each posted as it stands to the calculator of its kind. */

type Vector = { id: string; kind: string; input: Record<string, unknown>; expected: Record<string, unknown>; tolerance?: string | number };
type Row = { due: string; principal: string; interest: string; total: string; balance: string };
type Calculator = typeof schedule;

async function post(calculator: Calculator, body: unknown) {
  const request = new Request("http://localhost/api/calculators", { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const response = await calculator(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function answerTo(calculator: Calculator, body: unknown): Promise<Record<string, unknown>> {
  const answer = await post(calculator, body);
  expect([answer.status, answer.body]).toEqual([200, answer.body]);
  return answer.body;
}

function of(kind: string, isOne: (vector: Vector) => boolean = () => true): [string, Vector][] {
  return (vectors as unknown as Vector[]).filter((vector) => vector.kind === kind && isOne(vector)).map((vector) => [vector.id, vector]);
}

function expectNear(actual: unknown, expected: unknown, tolerance: string | number = 0): void {
  expect(new Decimal(String(actual)).minus(String(expected)).abs().lte(tolerance), `${String(actual)} is not ${String(expected)}`).toBe(true);
}

const amount = (text: unknown) => new Decimal(String(text)).toFixed(2);
const rowsOf = (rows: unknown) => (rows as Row[]).map((row) => [row.due, ...[row.principal, row.interest, row.total, row.balance].map(amount)]);

beforeAll(async () => {
  await openInstallation("2026-03-02");
});

describe("schedule", () => {
  test.each(of("schedule"))("%s", async (_, { input, expected }) => {
    const answer = await answerTo(schedule, input);
    expect(rowsOf(answer.rows)).toEqual(rowsOf(expected.rows));
    expect([answer.total_principal, answer.total_interest].map(amount)).toEqual([expected.total_principal, expected.total_interest].map(amount));
  });
});

describe("emi", () => {
  test.each(of("emi", ({ expected }) => "payment" in expected))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(emi, input)).payment, expected.payment, tolerance);
  });
});

describe("xirr", () => {
  test.each(of("xirr"))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(xirr, input)).rate, expected.rate, tolerance);
  });
});

describe("irr", () => {
  test.each(of("irr", ({ expected }) => "irr" in expected))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(irr, input)).irr, expected.irr, tolerance);
  });
  test.each(of("irr", ({ expected }) => "npv" in expected))("%s", async (_, { input, expected }) => {
    expectNear((await answerTo(irr, input)).npv, expected.npv, "1e-20");
  });
});

describe("day-count", () => {
  test.each(of("day_count", ({ input }) => "from" in input))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(dayCount, input)).year_fraction, expected.year_fraction, tolerance);
  });
  test.each(of("day_count", ({ input }) => "periods" in input))("%s", async (_, { input, expected }) => {
    expect((await answerTo(dayCount, input)).factors).toEqual(expected.factors);
  });
});

describe("apr", () => {
  test.each(of("apr_eu"))("%s", async (_, { input, expected, tolerance }) => {
    expectNear((await answerTo(apr, input)).rate, expected.rate, tolerance);
  });
});

describe("split", () => {
  test.each(of("prorata"))("%s", async (_, { input, expected }) => {
    expect((await answerTo(split, input)).parts).toEqual(expected.parts);
  });
});
