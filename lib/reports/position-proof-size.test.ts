import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { closeDay } from "@/lib/closing/operations/close-day";
import { withHash } from "@/lib/core/merkle-bytes";
import { system } from "@/lib/core/permissions";
import { checkProof } from "@/lib/core/position-proof-check";
import { approvedLoan, openLendingBank } from "@/lib/funding/testing";
import { signUp } from "@/lib/identity/testing";
import { sha256 } from "./night-secrets";
import { provePositions } from "./operations/prove-positions";
import { readProofFile } from "./position-file";
import { recheckNewestNight } from "./position-recheck";
import { proofFileSchema } from "./schemas";

const DEPOSITORS = 5_000;
const FIRST_ID = 1_000_000;

const sql = (statement: string, values: unknown[] = []) => database().$client.query(statement, values);

/** Of this process, so that a busy machine makes no difference. */
function secondsOfWork(before: NodeJS.CpuUsage): number {
  const { user, system: kernel } = process.cpuUsage(before);
  return (user + kernel) / 1_000_000;
}

/** Depositors as rows, each with money waiting and a tile of one loan: how they came to it is not what is proved here. */
beforeAll(async () => {
  const product = await openLendingBank("2026-03-01");
  const borrower = await signUp("borrower", "asha@example.com", "Asha");
  const loanId = await approvedLoan(product, borrower, BigInt(DEPOSITORS) * 1_000n);
  const people = Array.from({ length: DEPOSITORS }, (_, at) => FIRST_ID + at);
  await sql("INSERT INTO persons (id) VALUES ?", [people.map((id) => [id])]);
  await sql("INSERT INTO users (id, person_id, role, full_name, email, password_hash) VALUES ?", [people.map((id) => [id, id, "depositor", "Somebody", `d${id}@example.com`, "x"])]);
  await sql("INSERT INTO depositors (user_id, person_id, available, working, ring) VALUES ?", [people.map((id) => [id, id, id % 9_973, 1_000, id])]);
  await sql("UPDATE loans SET state = 'active', disbursed_on = '2026-03-01' WHERE id = ?", [loanId]);
  await sql("INSERT INTO funding_rounds (loan_id, number, total, pooled, tile_count, cum_principal, cum_interest, funded_on, path) VALUES ?", [
    [[loanId, 1, DEPOSITORS * 1_000, DEPOSITORS * 1_000, DEPOSITORS, 1_234_567, 89_012, "2026-03-01", "ring"]],
  ]);
  await sql("INSERT INTO tiles (loan_id, round_number, depositor_id, amount, offset_before) VALUES ?", [people.map((id, at) => [loanId, 1, id, 1_000, at * 1_000])]);
  await closeDay.execute(system, {});
});

test("5,000 depositors of one loan are proved in seconds of work, and each finds the own position in a short file", async () => {
  const before = process.cpuUsage();
  expect(await provePositions.execute(system, {})).toMatchObject({ depositors: DEPOSITORS, rounds: 1 });
  expect(secondsOfWork(before)).toBeLessThan(8);
  for (const id of [FIRST_ID, FIRST_ID + 2_499, FIRST_ID + DEPOSITORS - 1]) {
    const asked = process.cpuUsage();
    const file = proofFileSchema.parse(await readProofFile(id));
    expect(secondsOfWork(asked)).toBeLessThan(2);
    expect(withHash(checkProof(file), sha256).filter(({ holds }) => !holds)).toEqual([]);
    expect(JSON.stringify(file).length).toBeLessThan(30_000);
  }
  expect(await recheckNewestNight(database())).toMatchObject({ problems: [] });
});
