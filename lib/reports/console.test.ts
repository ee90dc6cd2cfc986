import { beforeAll, describe, expect, test } from "vitest";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { closeDay } from "@/lib/closing/operations/close-day";
import { defaultCriteria } from "@/lib/core/eligibility";
import { sumMoney } from "@/lib/core/money";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { settleDeposit } from "@/lib/deposits/operations/settle-deposit";
import { hireAdmin } from "@/lib/identity/testing";
import { listApplications, listLoanChoices, listLoans } from "@/lib/loans/admin-queries";
import { getApplicationFile, getNextApplication } from "@/lib/loans/application-queries";
import { getLoanFile, listLoanEntries } from "@/lib/loans/loan-file-queries";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { refusalOf } from "@/lib/platform/testing";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson } from "@/scripts/story/people";
import { getLoanFunding } from "./loan-funding-queries";
import { getOverview, getWaitingCounts } from "./queries";
import { listHeldRepayments, listHeldTransfers, listRecentTransfers } from "./transfer-queries";

const password = "correct horse 1";
let admin: Actor;
let asha: Actor;
let ravi: Actor;
let depositors: Actor[];
let productId: number;
let first: number;
let second: number;

async function borrower(fullName: string, monthlyIncome: string): Promise<Actor> {
  const email = `${fullName.toLowerCase().replace(/[^a-z]+/g, ".")}x@example.com`;
  const actor = await registerPerson({ role: "borrower", fullName, email, password });
  await earns(actor, fullName, monthlyIncome);
  return actor;
}

function earns(actor: Actor, fullName: string, monthlyIncome: string): Promise<void> {
  return fillInDetails(actor, fullName, { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome, jobTitle: "Engineer", employer: "Works" });
}

beforeAll(async () => {
  await install("2026-01-01", { demo: false });
  admin = await hireAdmin("officer@example.com");
  asha = await borrower("Asha Rao", "90000");
  ravi = await borrower("Ravi 100%", "90000");
  depositors = [];
  for (const fullName of ["One", "Two"]) depositors.push(await registerPerson({ role: "depositor", fullName, email: `${fullName}@example.com`, password }));
  for (const depositor of depositors) await invest.execute(depositor, { amount: "5000" });
  const { bankId } = await createBank.execute(system, { name: "Partner", description: "" });
  await payInCapital.execute(system, { bankId, amount: "2000" });
  ({ productId } = await createProduct.execute(system, {
    bankId,
    name: "Personal",
    description: "Test product",
    amountMin: 100_00n,
    amountMax: 1_000_000_00n,
    ratePpm: 120_000,
    method: "declining",
    instalmentsMin: 3,
    instalmentsMax: 24,
    criteria: defaultCriteria,
    bankSharePpm: 100_000,
    smallestTile: 10_00n,
  }));
  first = (await applyForLoan.execute(asha, { productId, amount: "6000", instalments: 6 })).loanId;
  second = (await applyForLoan.execute(ravi, { productId, amount: "1500", instalments: 12 })).loanId;
});

describe("the queue", () => {
  test("shows who waits, the oldest first, with score, grade and the rules as of today", async () => {
    const { rows, total } = await listApplications.execute(admin, {});
    expect(total).toBe(2);
    expect(rows.map((row) => row.id)).toEqual([first, second]);
    expect(rows[0]).toMatchObject({ borrowerName: "Asha Rao", bankName: "Partner", principal: 6_000_00n, eligible: true, appliedOn: "2026-01-01" });
  });

  test("filters by grade and by words, where % and _ mean themselves", async () => {
    expect((await listApplications.execute(admin, { q: "100%" })).rows.map((row) => row.id)).toEqual([second]);
    expect((await listApplications.execute(admin, { q: "_sha" })).rows).toEqual([]);
    expect((await listApplications.execute(admin, { q: `#${first}` })).rows.map((row) => row.id)).toEqual([first]);
    expect((await listApplications.execute(admin, { grade: "E" })).total).toBe(0);
  });

  test("sorts by the columns that may be sorted by and ignores everything else in an address", async () => {
    expect((await listApplications.execute(admin, { sort: "principal" })).rows.map((row) => row.id)).toEqual([second, first]);
    const nonsense = { sort: "password_hash", page: "-3", product: "drop", grade: ["A", "B"], eligible: "perhaps" };
    expect((await listApplications.execute(admin, nonsense)).rows.map((row) => row.id)).toEqual([first, second]);
  });

  test("goes on with the next after one, and from the last back to the oldest", async () => {
    expect(await getNextApplication.execute(admin, { afterId: first })).toEqual({ nextId: second, waiting: 2 });
    expect(await getNextApplication.execute(admin, { afterId: second })).toEqual({ nextId: first, waiting: 2 });
  });

  test("facts that have changed since somebody applied show in the filter of the rules, and in the application", async () => {
    await earns(ravi, "Ravi 100%", "9000");
    expect((await listApplications.execute(admin, { eligible: "no" })).rows.map((row) => row.id)).toEqual([second]);
    expect((await listApplications.execute(admin, { eligible: "yes" })).rows.map((row) => row.id)).toEqual([first]);
    const file = await getApplicationFile.execute(admin, { loanId: second });
    expect(file?.assessment).toMatchObject({ kind: "assessed", eligible: false });
    if (file?.assessment.kind === "assessed") expect(file.assessment.reasons[0]?.code).toBe("income_too_low");
  });
});

describe("an application and its loan", () => {
  test("before paying out it says what depositors are asked for and what waits", async () => {
    await approveLoan.execute(admin, { loanId: first });
    const funding = await getLoanFunding.execute(admin, { loanId: first });
    expect(funding).toMatchObject({ kind: "outlook", outlook: { pooled: 5_400_00n, bankShare: 600_00n, free: 10_000_00n, freeDepositors: 2, verdict: "covered" } });
    expect(await getLoanFile.execute(admin, { loanId: first })).toMatchObject({ decidedByName: "Administrator", arrears: null, documentsMissing: [] });
  });

  test("afterwards it says who was asked, what they gave, and that the tiles add up to the loan", async () => {
    await disburseLoan.execute(admin, { loanId: first });
    const funding = await getLoanFunding.execute(admin, { loanId: first });
    if (funding.kind !== "funded") throw new Error("not funded");
    expect(funding.result).toMatchObject({ total: 6_000_00n, pooled: 5_400_00n, bankTile: 600_00n, funders: 2, largest: 2_700_00n, smallest: 2_700_00n });
    expect(sumMoney(funding.result.tiles.map((tile) => tile.amount))).toBe(6_000_00n);
    expect(sumMoney(funding.result.candidates.map((candidate) => candidate.given))).toBe(5_400_00n);
  });

  test("its journal entries balance, and many depositors are one line", async () => {
    const [disbursed] = await listLoanEntries.execute(admin, { loanId: first });
    expect(disbursed).toMatchObject({ kind: "loan_disbursed", actorName: "Administrator" });
    expect(sumMoney((disbursed?.lines ?? []).map((line) => line.amount))).toBe(0n);
    expect(disbursed?.lines.find((line) => line.account === "depositor_available")).toMatchObject({ owners: 2, ownerId: null, amount: 5_400_00n });
  });

  test("a loan that does not exist is null, not an error", async () => {
    expect(await getApplicationFile.execute(admin, { loanId: 999_999 })).toBeNull();
    expect(await getLoanFile.execute(admin, { loanId: 999_999 })).toBeNull();
  });
});

describe("the rail", () => {
  test("what it holds waits to be settled, and a settled deposit can be bounced for some days", async () => {
    const [one, two] = depositors as [Actor, Actor];
    const { depositId } = await invest.execute(one, { amount: "700", method: "sandbox-hold" });
    await requestWithdrawal.execute(two, { amount: "300", method: "sandbox-hold" });
    await repayLoan.execute(asha, { loanId: first, amount: "500", method: "sandbox-hold" });
    const held = await listHeldTransfers.execute(admin, {});
    expect(held.rows.map(({ kind, amount, personName }) => ({ kind, amount, personName }))).toEqual([
      { kind: "deposit", amount: 700_00n, personName: "One" },
      { kind: "withdrawal", amount: 300_00n, personName: "Two" },
    ]);
    expect((await listHeldRepayments.execute(admin, {})).rows).toMatchObject([{ loanId: first, amount: 500_00n, personName: "Asha Rao" }]);
    expect(await getWaitingCounts.execute(admin, {})).toMatchObject({ applications: 1, transfers: 3 });

    await settleDeposit.execute(admin, { depositId, outcome: "confirmed" });
    expect((await listHeldTransfers.execute(admin, {})).total).toBe(1);
    expect((await listRecentTransfers.execute(admin, {})).rows.some((row) => row.kind === "deposit" && row.id === depositId)).toBe(true);
  });
});

describe("the dashboard and the book", () => {
  test("show the same loan in the same bucket, by the business date alone", async () => {
    for (let day = 0; day < 31 + 45; day += 1) await closeDay.execute(system, { days: 1 });
    const overview = await getOverview.execute(admin, {});
    expect(overview).toMatchObject({
      today: "2026-03-18",
      waiting: { count: 1, oldestOn: "2026-01-01", amount: 1_500_00n },
      approved: { count: 0, amount: 0n },
      book: { outstanding: 6_000_00n, activeLoans: 1 },
      depositors: { available: 10_000_00n + 700_00n - 5_400_00n - 300_00n, reserved: 300_00n, working: 5_400_00n },
      rail: { deposits: { count: 0 }, withdrawals: { count: 1, amount: 300_00n }, repayments: { count: 1, amount: 500_00n } },
    });
    expect(overview.arrears.find(({ bucket }) => bucket === "31-60")).toEqual({ bucket: "31-60", count: 1, amount: 6_000_00n });
    expect(overview.months.find(({ month }) => month === "2026-01")).toEqual({ month: "2026-01", lent: 6_000_00n, repaid: 0n });

    const book = await listLoans.execute(admin, { bucket: "31-60" });
    expect(book).toMatchObject({ total: 1, outstanding: 6_000_00n });
    expect(book.rows[0]).toMatchObject({ id: first, arrears: { daysPastDue: 45, bucket: "31-60" } });
    expect((await listLoans.execute(admin, { bucket: "1-30" })).total).toBe(0);
    expect((await listLoans.execute(admin, { state: "pending" })).rows.map((row) => row.id)).toEqual([second]);
  });

  test("can be filtered by the banks and products that there are", async () => {
    const choices = await listLoanChoices.execute(admin, {});
    expect(choices.products).toContainEqual({ value: String(productId), label: "Personal" });
    expect(choices.banks.some(({ label }) => label === "Partner")).toBe(true);
  });
});

test.each([
  ["the queue", () => listApplications.execute(asha, {})],
  ["an application", () => getApplicationFile.execute(asha, { loanId: first })],
  ["a loan’s funding", () => getLoanFunding.execute(asha, { loanId: first })],
  ["the dashboard", () => getOverview.execute(asha, {})],
  ["the rail", () => listHeldTransfers.execute(asha, {})],
])("%s is for staff only", async (_what, look) => {
  expect((await refusalOf(look())).code).toBe("permission_denied");
});
