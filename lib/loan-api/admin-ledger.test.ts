import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { GET as getAccount } from "@/app/api/admin/ledger/accounts/[code]/route";
import { GET as listPostings } from "@/app/api/admin/ledger/accounts/[code]/postings/route";
import { GET as getEntry } from "@/app/api/admin/ledger/entries/[id]/route";
import { GET as proveBooks } from "@/app/api/admin/ledger/invariants/route";
import { GET as getTrialBalance } from "@/app/api/admin/ledger/trial-balance/route";
import { GET as getProof } from "@/app/api/depositors/proof/route";
import { GET as listProofs } from "@/app/api/proofs/route";
import { database } from "@/db/client";
import { closeDay } from "@/lib/closing/operations/close-day";
import { withHash } from "@/lib/core/merkle-bytes";
import { system, type Actor } from "@/lib/core/permissions";
import { checkProof } from "@/lib/core/position-proof-check";
import { invest } from "@/lib/deposits/operations/invest";
import { signUp } from "@/lib/identity/testing";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { reverseRepayment } from "@/lib/loans/operations/reverse-repayment";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { sha256 } from "@/lib/reports/night-secrets";
import { proofFileSchema } from "@/lib/reports/schemas";
import { ask, type Answer } from "./in-process/testing";

let admin: Actor;
let depositor: Actor;
let loanId: number;
let reversed: { entryId: number; reversalId: number };

beforeAll(async () => {
  const bank = await openLoanBank();
  ({ admin } = bank);
  depositor = await signUp("depositor", "devika@example.com", "Devika Nair");
  await invest.execute(depositor, { amount: "50000" });
  const borrower = await borrowerNamed("Asha");
  ({ loanId } = await applyForLoan.execute(borrower, { productId: bank.productId, amount: "12000", instalments: 12 }));
  await approveLoan.execute(admin, { loanId });
  await disburseLoan.execute(admin, { loanId });
  await closeDay.execute(system, { days: 31 });
  await database().$client.query("UPDATE closed_days SET closed_at = closed_at - INTERVAL 1 HOUR");
  // Days that nobody can write into any more are rolled up by the next close.
  await closeDay.execute(system, { days: 1 });
  const { repaymentId } = await repayLoan.execute(borrower, { loanId, amount: "1000" });
  await repayLoan.execute(borrower, { loanId, amount: "66.19" });
  await reverseRepayment.execute(admin, { repaymentId, reason: "It bounced." });
  await finishEndOfDay();
  const [entries] = await database().$client.query("SELECT id, reverses_entry_id FROM journal_entries WHERE reverses_entry_id IS NOT NULL");
  const [{ id, reverses_entry_id }] = entries as [{ id: number; reverses_entry_id: number }];
  reversed = { entryId: Number(reverses_entry_id), reversalId: Number(id) };
});

type Row = Record<string, unknown>;
const rowsOf = ({ body }: Answer, name: string) => body[name] as Row[];
const postings = (code: string, query = "") => ask(listPostings, { as: admin, params: { code }, query: `?${query}` });

test("the books are for staff only, the roots of the nights for everybody", async () => {
  const reads = [getTrialBalance, getAccount, listPostings, getEntry, proveBooks];
  for (const handler of reads) {
    expect(await ask(handler, { params: { id: 1, code: "cash" } })).toMatchObject({ status: 401 });
    expect(await ask(handler, { as: depositor, params: { id: 1, code: "cash" } })).toMatchObject({ status: 403 });
  }
  expect(await ask(listProofs, {})).toMatchObject({ status: 200, body: { proofs: [{ positions_kept: true }], has_more: false } });
});

describe("the trial balance", () => {
  test("has every account, and its debits are its credits", async () => {
    const { body } = await ask(getTrialBalance, { as: admin });
    const lines = body.accounts as { account: string; debit: number; credit: number; rolled_up: number | null; since: number | null }[];
    expect(lines).toHaveLength(17);
    expect(body.total_debits).toBe(body.total_credits);
    expect(body.total_debits).toBeGreaterThan(1_000_000);
    expect(lines.find(({ account }) => account === "depositor_available")).toMatchObject({ rolled_up: null });
    // Closed days and what came since, in one figure: the money paid in, the loan paid out, the second payment.
    const cash = lines.find(({ account }) => account === "cash");
    expect(cash?.rolled_up).toBe(1_000_000 + 50_000 - 12_000 + 120);
    expect(cash?.since).toBe(66.19);
    expect(cash?.debit).toBe(1_038_186.19);
  });

  test("agrees with the statement of each account", async () => {
    const cash = await postings("cash");
    const lines = rowsOf(cash, "postings");
    expect(cash.body.balance).toBe(1_038_186.19);
    expect(lines[0]?.balance).toBe(1_038_186.19);
    expect(lines.at(-1)).toMatchObject({ kind: "bank_capital_paid_in", amount: 1_000_000, balance: 1_000_000 });
    expect((await ask(getAccount, { as: admin, params: { code: "depositor_available" } })).body.owners).toEqual([
      { owner_id: depositor.id, name: "Devika Nair", balance: (await postings("depositor_available", `owner_id=${depositor.id}`)).body.balance },
    ]);
  });
});

describe("a statement", () => {
  test("in pages says the same as in one piece, with the balance after each line", async () => {
    const whole = rowsOf(await postings("cash"), "postings");
    const walked: Row[] = [];
    for (let after = ""; ; after = `&after=${String(walked.at(-1)?.entry_id)}`) {
      const answer = await postings("cash", `limit=2${after}`);
      expect(rowsOf(answer, "postings").length).toBeLessThanOrEqual(2);
      walked.push(...rowsOf(answer, "postings"));
      if (answer.body.has_more !== true) break;
    }
    expect(walked).toEqual(whole);
    expect(whole.length).toBeGreaterThan(4);
  });

  test("of an account with owners needs one, and an account that is not in the chart does not exist", async () => {
    expect(await postings("loan_receivable")).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { owner_id: "Say whose account: the id of a loan." } } });
    expect((await postings("loan_receivable", `owner_id=${loanId}`)).body.balance).toBeLessThan(12_000);
    expect(await postings("petty_cash")).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});

test("an entry shows its postings, which add up, and what it reverses or is reversed by", async () => {
  const entry = await ask(getEntry, { as: admin, params: { id: reversed.entryId } });
  expect(entry.body).toMatchObject({ kind: "repayment", loan_id: loanId, reverses_entry_id: null, reversed_by_entry_id: reversed.reversalId });
  expect(entry.body.total_debits).toBe(entry.body.total_credits);
  expect(rowsOf(entry, "lines")).toHaveLength(entry.body.line_count as number);
  expect((await ask(getEntry, { as: admin, params: { id: reversed.reversalId } })).body).toMatchObject({ reverses_entry_id: reversed.entryId, actor: "Administrator" });
  expect(await ask(getEntry, { as: admin, params: { id: 999_999 } })).toMatchObject({ status: 404 });
});

afterEach(() => void vi.useRealTimers());

test("the books are proved rule by rule, and a broken one is named with its rows", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const whole = await ask(proveBooks, { as: admin });
  expect(rowsOf(whole, "rules").filter(({ holds }) => holds !== true)).toEqual([]);
  expect(whole.body.holds).toBe(true);
  await database().$client.query("UPDATE depositors SET available = available + 1 WHERE user_id = ?", [depositor.id]);
  // Who asks again at once is given the same answer, with its time; 10 seconds later they are proved anew.
  expect((await ask(proveBooks, { as: admin })).body).toEqual(whole.body);
  vi.setSystemTime(Date.now() + 10_000);
  const [broken, joined] = await Promise.all([ask(proveBooks, { as: admin }), ask(proveBooks, { as: admin })]);
  expect(joined.body).toEqual(broken.body);
  expect(broken.body.proved_at).not.toBe(whole.body.proved_at);
  expect(broken.body.holds).toBe(false);
  expect(rowsOf(broken, "rules").find(({ name }) => name === "balance:depositor_available")).toMatchObject({ holds: false, problems: [expect.stringContaining(`depositors ${depositor.id}`)] });
  await database().$client.query("UPDATE depositors SET available = available - 1 WHERE user_id = ?", [depositor.id]);
});

describe("a proof over HTTP", () => {
  test("is the depositor's own, as it goes into a file, and holds against the published root", async () => {
    const answer = await ask(getProof, { as: depositor });
    const file = proofFileSchema.parse(JSON.parse(JSON.stringify(answer.body)));
    expect(file.position.depositor_id).toBe(depositor.id);
    expect(withHash(checkProof(file), sha256).filter(({ holds }) => !holds)).toEqual([]);
    const [published] = rowsOf(await ask(listProofs, {}), "proofs");
    expect(published?.night).toEqual(file.night);
  });

  test("of a night that was not proved, or of another role, is refused with words", async () => {
    expect(await ask(getProof, { as: depositor, query: "?date=2020-01-01" })).toMatchObject({ status: 404, body: { code: "proof_not_found" } });
    expect(await ask(getProof, { as: depositor, query: "?date=yesterday" })).toMatchObject({ status: 400, body: { code: "input_invalid" } });
    expect(await ask(getProof, { as: admin })).toMatchObject({ status: 403 });
  });
});
