import { beforeAll, expect, test, vi } from "vitest";
import { database } from "@/db/client";
import { closeDay } from "@/lib/closing/operations/close-day";
import { toHex, withHash } from "@/lib/core/merkle-bytes";
import { levelsOf, pathFrom, type SumNode } from "@/lib/core/merkle-sum-tree";
import { system } from "@/lib/core/permissions";
import { roundTree } from "@/lib/core/position-proof";
import { checkProof } from "@/lib/core/position-proof-check";
import { approvedLoan, openLendingBank } from "@/lib/funding/testing";
import { signUp } from "@/lib/identity/testing";
import { sha256 } from "./night-secrets";
import { provePositions } from "./operations/prove-positions";
import { readProofFile } from "./position-file";
import { readChunks } from "./position-file-store";
import { LEAVES_PER_CHUNK } from "./position-tree";
import { proofFileSchema } from "./schemas";
import { withTurnsWatched } from "./testing";

const LOANS = 1_000;
const TILE = 1_000;
const HOLDER = 1_000_000;

const sql = (statement: string, values: unknown[] = []) => database().$client.query(statement, values);

// Watched, not replaced: the work of a proof is its hashes. By the clock of this file each of them takes a millisecond,
// and nothing else takes any time.
vi.mock("./night-secrets", { spy: true });
const hashes = () => vi.mocked(sha256).mock.calls.length;
vi.spyOn(performance, "now").mockImplementation(hashes);

/** One depositor with a tile of each of a thousand loans, beside two others: how they came to them is not what is proved here. */
beforeAll(async () => {
  const product = await openLendingBank("2026-03-01");
  const borrower = await signUp("borrower", "asha@example.com", "Asha");
  const model = await approvedLoan(product, borrower, 3_000n);
  const people = [HOLDER, HOLDER + 1, HOLDER + 2];
  await sql("INSERT INTO persons (id) VALUES ?", [people.map((id) => [id])]);
  await sql("INSERT INTO users (id, person_id, role, full_name, email, password_hash) VALUES ?", [people.map((id) => [id, id, "depositor", "Somebody", `d${id}@example.com`, "x"])]);
  await sql("INSERT INTO depositors (user_id, person_id, available, working, ring) VALUES ?", [people.map((id) => [id, id, 7, LOANS * TILE, id])]);
  const [columns] = await database().$client.query("SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) AS names FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'loans' AND column_name NOT IN ('id', 'state', 'disbursed_on') AND extra NOT LIKE '%GENERATED%'");
  const { names } = (columns as { names: string }[])[0] ?? { names: "" };
  const loanIds = Array.from({ length: LOANS }, (_, at) => HOLDER + at);
  const ids = "WITH RECURSIVE n AS (SELECT ? AS place UNION ALL SELECT place + 1 FROM n WHERE place < ?)";
  await sql(`INSERT INTO loans (id, state, disbursed_on, ${names}) ${ids} SELECT place, 'active', '2026-03-01', ${names} FROM n JOIN loans WHERE loans.id = ?`, [HOLDER, HOLDER + LOANS - 1, model]);
  await sql("INSERT INTO funding_rounds (loan_id, number, total, pooled, tile_count, cum_principal, cum_interest, funded_on, path) VALUES ?", [
    loanIds.map((id) => [id, 1, 3 * TILE, 3 * TILE, 3, 500, 20, "2026-03-01", "ring"]),
  ]);
  await sql("INSERT INTO tiles (loan_id, round_number, depositor_id, amount, offset_before) VALUES ?", [loanIds.flatMap((id) => people.map((person, at) => [id, 1, person, TILE, at * TILE]))]);
  await closeDay.execute(system, {});
  await provePositions.execute(system, {});
});

test("the proof of 1,000 tiles of 1,000 loans hashes each stored row once, lets others be answered meanwhile, and is the one of the whole tree", async () => {
  const before = hashes();
  const { result: read, mostWork } = await withTurnsWatched(hashes, () => readProofFile(HOLDER));
  const made = hashes() - before;
  const file = proofFileSchema.parse(read);
  expect(file.position.tiles).toHaveLength(LOANS);
  // Of each loan three leaves and the two nodes over them; of both trees the nodes over their leaves.
  expect(made).toBe(LOANS * 5 + (file.night.loans.leaf_count - 1) + (file.night.positions.leaf_count - 1));
  // Ten milliseconds, and what is not interrupted: the nodes over one row of leaves, and those over all rows.
  expect(mostWork).toBeLessThanOrEqual(10 + LEAVES_PER_CHUNK + Math.ceil(file.night.loans.leaf_count / LEAVES_PER_CHUNK));
  expect(withHash(checkProof(file), sha256).filter(({ holds }) => !holds)).toEqual([]);

  const leaves: SumNode[] = [];
  for await (const chunk of readChunks(database(), { date: file.night.date, kind: roundTree })) leaves.push(...chunk.leaves);
  const levels = levelsOf(roundTree, leaves, sha256);
  for (const part of file.loans.flatMap(({ parts }) => parts)) expect(part.path).toEqual(pathFrom(levels, part.place).map(({ hash, sums }) => ({ hash: toHex(hash), sums: sums.map(String) })));
});
