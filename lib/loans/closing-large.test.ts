import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { brokenRules, closeDays, openLoan, openServicingBank } from "@/lib/closing/testing";
import { system } from "@/lib/core/permissions";
import { hireAdmin } from "@/lib/identity/testing";
import { closeForGood } from "./operations/close-for-good";
import { endCollection } from "./operations/end-collection";
import { recordRecovery } from "./operations/record-recovery";
import { undoDisbursement } from "./operations/undo-disbursement";
import { writeOffLoan } from "./operations/write-off-loan";

const FUNDERS = 10_000;
const TILE = 54n;
const ROWS = 2_000;

const sql = (statement: string, values: unknown[] = []) => database().$client.query(statement, values);

let bank: Awaited<ReturnType<typeof openServicingBank>>;

beforeAll(async () => {
  bank = await openServicingBank();
});

/** Gives the depositor's tile of 5,400.00 to ten thousand new depositors, 0.54 each, as an allocation would have. */
async function spreadOverMany(loanId: number, { from }: { from: number }): Promise<void> {
  await sql("UPDATE depositors SET working = 0 WHERE user_id = ?", [bank.depositor.id]);
  await sql("DELETE FROM tiles WHERE loan_id = ? AND depositor_id IS NOT NULL", [loanId]);
  for (let start = 0; start < FUNDERS; start += ROWS) {
    const ids = Array.from({ length: ROWS }, (_, index) => from + start + index);
    await sql("INSERT INTO persons (id) VALUES ?", [ids.map((id) => [id])]);
    await sql("INSERT INTO users (id, role, person_id, email, full_name, password_hash) VALUES ?", [ids.map((id) => [id, "depositor", id, `${id}@example.com`, "D", ""])]);
    await sql("INSERT INTO depositors (user_id, person_id, working, ring) VALUES ?", [ids.map((id) => [id, id, TILE, id])]);
    await sql("INSERT INTO tiles (loan_id, round_number, depositor_id, amount, offset_before) VALUES ?", [ids.map((id) => [loanId, 1, id, TILE, BigInt(id - from) * TILE])]);
  }
  await sql("UPDATE funding_rounds SET tile_count = ? WHERE loan_id = ?", [FUNDERS + 1, loanId]);
}

test("a loan of ten thousand funders is given up and closed for good in one transaction each, exact to the unit", async () => {
  const loanId = await openLoan(bank, bank.products.declining);
  await spreadOverMany(loanId, { from: 1_000 });
  expect(await brokenRules()).toEqual([]);
  await closeDays(31 + 90);
  await writeOffLoan.execute(bank.admin, { loanId, reason: "Gone." });
  await recordRecovery.execute(bank.admin, { loanId, amount: "1234.57" });
  expect(await brokenRules()).toEqual([]);
  await endCollection.execute(bank.admin, { loanId, step: "ask" });
  await endCollection.execute(await hireAdmin("colleague@example.com"), { loanId, step: "confirm" });
  await closeDays(1);
  expect(await closeForGood.execute(system, {})).toEqual({ loanId, tiles: FUNDERS + 1 });
  expect(await brokenRules()).toEqual([]);
  const [rows] = await sql("SELECT SUM(settled_principal) AS back, MIN(settled_principal) AS least, MAX(settled_principal) AS most FROM tiles WHERE loan_id = ? AND depositor_id IS NOT NULL", [loanId]);
  // 1,234.57 of 6,000.00 is 11.11 of a tile of 54: eleven units for most, and the twelfth for those whose turn the last units are.
  expect((rows as object[])[0]).toEqual({ back: String((123_457n * 540_000n) / 600_000n), least: 11, most: 12 });
});

test("a payout to ten thousand funders that came back is undone in one transaction: each has exactly the own tile back", async () => {
  const loanId = await openLoan(bank, bank.products.declining);
  await spreadOverMany(loanId, { from: 20_000 });
  expect(await undoDisbursement.execute(bank.admin, { loanId, reason: "The account is closed." })).toMatchObject({ funders: FUNDERS, loan: { state: "withdrawn" } });
  expect(await brokenRules()).toEqual([]);
  const [rows] = await sql("SELECT COUNT(*) AS funders, MIN(available) AS least, MAX(available) AS most, SUM(working) AS working FROM depositors WHERE user_id >= 20000");
  expect((rows as object[])[0]).toEqual({ funders: FUNDERS, least: 54, most: 54, working: "0" });
});
