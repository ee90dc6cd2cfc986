import { beforeAll, expect, test, vi } from "vitest";
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
import { LEAVES_PER_CHUNK } from "./position-tree";
import { proofFileSchema } from "./schemas";
import { withTurnsWatched } from "./testing";

const DEPOSITORS = 5_000;
const FIRST_ID = 1_000_000;

const sql = (statement: string, values: unknown[] = []) => database().$client.query(statement, values);

// Watched, not replaced: the work of a proof is its hashes. By the clock of this file each of them takes a millisecond,
// and nothing else takes any time.
vi.mock("./night-secrets", { spy: true });
const hashes = () => vi.mocked(sha256).mock.calls.length;
vi.spyOn(performance, "now").mockImplementation(hashes);

/** Ten milliseconds, and what is not interrupted: the nodes over one row of leaves. */
const TURN_MAX = 10 + LEAVES_PER_CHUNK;

/** What a calculation answers, and how many hashes it made; in between everybody else was answered. */
async function counted<T>(run: () => Promise<T>): Promise<{ result: T; made: number }> {
  const before = hashes();
  const { result, mostWork } = await withTurnsWatched(hashes, run);
  expect(mostWork).toBeLessThanOrEqual(TURN_MAX);
  return { result, made: hashes() - before };
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

test("5,000 depositors of one loan are proved with seven hashes each, and each finds the own position in a short file", async () => {
  const night = await counted(() => provePositions.execute(system, {}));
  expect(night.result).toMatchObject({ depositors: DEPOSITORS, rounds: 1 });
  // The position, its two leaves and about as many nodes; the tile and about as many nodes; the loan and its leaves and node; the night.
  expect(night.made).toBe(3 * DEPOSITORS + (2 * DEPOSITORS - 1) + (2 * DEPOSITORS - 1) + 4 + 1);
  for (const id of [FIRST_ID, FIRST_ID + 2_499, FIRST_ID + DEPOSITORS - 1]) {
    const asked = await counted(() => readProofFile(id));
    // The tiles of the loan, and of the positions at most two rows of leaves and the nodes over all rows.
    expect(asked.made).toBeLessThan(2 * DEPOSITORS + 2 * LEAVES_PER_CHUNK + Math.ceil((2 * DEPOSITORS) / LEAVES_PER_CHUNK));
    const file = proofFileSchema.parse(asked.result);
    expect(withHash(checkProof(file), sha256).filter(({ holds }) => !holds)).toEqual([]);
    expect(JSON.stringify(file).length).toBeLessThan(30_000);
  }
  expect(await recheckNewestNight(database())).toMatchObject({ problems: [] });
});
