import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { system } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { openTemplate } from "./bank-template";
import { unfairnessOf } from "./fairness";

/* The judge of allocations is judged: a fair loan passes, and each way of being unfair is seen. */

let loanId: number;

beforeAll(async () => {
  const { people } = await openTemplate();
  const { bankId } = await createBank.execute(system, { name: "Partner" });
  const terms = { amountMin: 1n, amountMax: 10n ** 9n, ratePpm: 120_000, method: "declining", instalmentsMin: 1, instalmentsMax: 12, smallestTile: 10_00n };
  const { productId } = await createProduct.execute(system, { ...terms, bankId, name: "Loan", description: "For anything.", approvesAutomatically: true });
  for (const depositor of people.depositors.slice(2, 6)) await invest.execute(depositor, { amount: "100" });
  const [borrower = system] = people.borrowers;
  ({ loanId } = await applyForLoan.execute(borrower, { productId, amount: "200", instalments: 6 }));
  await disburseLoan.execute(people.officers[0], { loanId });
});

test("a loan that four depositors share evenly is fair", async () => {
  expect(await unfairnessOf(loanId)).toEqual([]);
});

test.each([
  ["UPDATE depositors SET keep_aside = available + 1 WHERE user_id = ?", "to be kept aside"],
  ["UPDATE depositors SET largest_share_ppm = 499999 WHERE user_id = ?", "ppm at most"],
  ["UPDATE depositors SET accepted_grades = 1 WHERE user_id = ?", "not accepted"],
  ["UPDATE depositors SET due = 1 WHERE user_id = ?", "with money due"],
  ["UPDATE depositors SET person_id = (SELECT person_id FROM loans LIMIT 1) WHERE user_id = ?", "own person"],
  ["UPDATE products SET smallest_tile = 5001 WHERE id > ? - 1000", "below the smallest tile"],
  ["UPDATE products SET tile_count_max = 3 WHERE id > ? - 1000", "tiles of at most 3"],
  ["UPDATE allocation_candidates SET given = given - 2 WHERE depositor_id = ?", "not shared evenly"],
])("%s is seen: %s", async (statement, words) => {
  const connection = await database().$client.getConnection();
  const [rows] = await connection.query("SELECT depositor_id FROM allocation_candidates ORDER BY position LIMIT 1");
  const [{ depositor_id: giver }] = rows as [{ depositor_id: number }];
  const tables = ["depositors", "products", "allocation_candidates"];
  for (const table of tables) await connection.query(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
  await connection.query(statement, [giver]);
  expect((await unfairnessOf(loanId)).join("\n")).toContain(words);
  await connection.query(
    "UPDATE depositors d JOIN kept_depositors k USING (user_id) SET d.keep_aside = k.keep_aside, d.largest_share_ppm = k.largest_share_ppm, d.accepted_grades = k.accepted_grades, d.due = k.due, d.person_id = k.person_id",
  );
  await connection.query("UPDATE products p JOIN kept_products k USING (id) SET p.smallest_tile = k.smallest_tile, p.tile_count_max = k.tile_count_max");
  await connection.query("UPDATE allocation_candidates a JOIN kept_allocation_candidates k USING (loan_id, round_number, depositor_id) SET a.given = k.given");
  for (const table of tables) await connection.query(`DROP TABLE kept_${table}`);
  connection.release();
  expect(await unfairnessOf(loanId)).toEqual([]);
});
