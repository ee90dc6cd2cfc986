import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { closeDay } from "@/lib/closing/operations/close-day";
import { withHash } from "@/lib/core/merkle-bytes";
import { system, type Actor } from "@/lib/core/permissions";
import { positionSums } from "@/lib/core/position-proof";
import { checkProof, checkReader, type ProofReader } from "@/lib/core/position-proof-check";
import { positionOf, type ProofFile } from "@/lib/core/position-proof-file";
import { invest } from "@/lib/deposits/operations/invest";
import { getPortfolio } from "@/lib/funding/queries";
import { signUp } from "@/lib/identity/testing";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { checkInvariants } from "./invariants";
import { sha256 } from "./night-secrets";
import { provePositions } from "./operations/prove-positions";
import { getOwnProof, hasPositionsToProve, listProofs } from "./position-queries";
import { recheckNewestNight } from "./position-recheck";
import { proofFileSchema } from "./schemas";

const AMOUNTS = ["70000", "40000", "5000", "999.99", "30000"];

let depositors: Actor[];
let borrower: Actor;
let loanIds: number[];

beforeAll(async () => {
  const { admin, productId } = await openLoanBank();
  depositors = [];
  for (const [at, amount] of AMOUNTS.entries()) {
    const depositor = await signUp("depositor", `depositor${at}@example.com`, `Depositor ${at}`);
    await invest.execute(depositor, { amount });
    depositors.push(depositor);
  }
  borrower = await borrowerNamed("Asha");
  loanIds = [];
  // The second is more than is left, so that the bank tops it up.
  for (const [at, amount] of ["90000", "80000"].entries()) {
    const { loanId } = await applyForLoan.execute(at === 0 ? borrower : await borrowerNamed("Bina"), { productId, amount, instalments: 12 });
    await approveLoan.execute(admin, { loanId });
    await disburseLoan.execute(admin, { loanId });
    loanIds.push(loanId);
  }
  await closeDay.execute(system, { days: 31 });
  await repayLoan.execute(borrower, { loanId: loanIds[0], amount: "9000" });
  // Before what came back is settled, so that something of it is on its way.
  await provePositions.execute(system, {});
});

const fileOf = async (depositor: Actor, date?: string) => proofFileSchema.parse(await getOwnProof.execute(depositor, { date }));
const brokenSteps = (file: ProofFile) => withHash(checkProof(file), sha256).filter(({ holds }) => !holds);

test("every depositor's position is proved, and is what the depositor sees", async () => {
  for (const depositor of depositors) {
    const file = await fileOf(depositor);
    expect(brokenSteps(file)).toEqual([]);
    const { balance } = await getPortfolio.execute(depositor, {});
    const { available, settling, working } = file.position;
    expect([BigInt(available) + BigInt(settling), BigInt(settling), BigInt(working)]).toEqual([balance.waiting, balance.settling, balance.working]);
    expect(file.position.tiles.length).toBeGreaterThan(0);
  }
  expect(Number((await fileOf(depositors[0] as Actor)).position.settling)).toBeGreaterThan(0);
});

test("the night states what all positions add up to, and what depositors have at work is in the loans", async () => {
  const files = await Promise.all(depositors.map((each) => fileOf(each)));
  const [night] = await listProofs.execute(depositors[0] as Actor, { limit: 1 });
  const total = (pick: (file: ProofFile) => string) => files.reduce((sum, file) => sum + BigInt(pick(file)), 0n);
  expect(BigInt(night?.positions.working ?? 0)).toBe(total((file) => file.position.working));
  expect(BigInt(night?.positions.waiting ?? 0)).toBe(total((file) => file.position.available) + total((file) => file.position.settling));
  expect(night).toMatchObject({ isKept: true, root: files[0]?.night.root, previous_root: null, positions: { leaf_count: 2 * AMOUNTS.length }, loans: { leaf_count: 4 } });
  expect(Number(night?.loans.banks_working)).toBeGreaterThan(0);
});

test("another depositor's file, however true, is refused by who is not in it; so is one with other figures than the page's", async () => {
  const [mine, other] = [await fileOf(depositors[0] as Actor), await fileOf(depositors[1] as Actor)];
  const depositorId = depositors[0]?.id ?? 0;
  const shown = { date: mine.night.date, root: mine.night.root, sums: positionSums(positionOf(mine)).map(String) };
  const outcome = (file: ProofFile, reader: ProofReader) => checkReader(file, reader).map(({ holds }) => holds);
  expect(outcome(mine, { depositorId, shown })).toEqual([true, true]);
  expect(brokenSteps(other)).toEqual([]);
  expect(outcome(other, { depositorId })).toEqual([false]);
  expect(outcome(other, { depositorId, shown })).toEqual([false, false]);
  for (const at of shown.sums.keys()) expect(outcome(mine, { depositorId, shown: { ...shown, sums: shown.sums.with(at, "77") } })).toEqual([true, false]);
  for (const changed of [{ date: "2020-01-01" }, { root: "0".repeat(64) }]) expect(outcome(mine, { depositorId, shown: { ...shown, ...changed } })).toEqual([true, false]);
});

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Every file that differs from this one in one value, one entry of a list or one name. */
function* tampered(value: Json): Generator<Json> {
  if (typeof value === "boolean") yield !value;
  if (typeof value === "number") yield* [value + 1, value === 0 ? 7 : value - 1, -1, 0.5];
  if (value === null) yield "a".repeat(64);
  if (typeof value === "string") yield* [...bent(value), "", `${value} `, `0${value}`];
  if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) for (const other of tampered(each)) yield value.with(at, other);
    if (value.length > 0) yield* [value.slice(1), value.slice(0, -1), [...value, ...value.slice(-1)], value.toReversed()].filter((list) => JSON.stringify(list) !== JSON.stringify(value));
  } else if (value !== null && typeof value === "object") {
    for (const [name, each] of Object.entries(value)) {
      for (const other of tampered(each)) yield { ...value, [name]: other };
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    }
    yield { ...value, another: 1 };
  }
}

/** The text with its first and its last digit or letter changed into another. */
function bent(text: string): string[] {
  const other = (sign: string) => (/\d/.test(sign) ? String((Number(sign) + 1) % 10) : /[A-Z]/.test(sign) ? (sign === "X" ? "Y" : "X") : sign === "a" ? "b" : "a");
  return [other(text.slice(0, 1)) + text.slice(1), text.slice(0, -1) + other(text.slice(-1))].filter((each) => each !== text);
}

test("a file that was changed anywhere, in any value, list or name, is refused", async () => {
  const file = await fileOf(depositors[3] as Actor);
  let tried = 0;
  for (const other of tampered(file as unknown as Json)) {
    tried += 1;
    const parsed = proofFileSchema.safeParse(other);
    if (parsed.success) expect(brokenSteps(parsed.data), JSON.stringify(other).slice(0, 4_000)).not.toEqual([]);
  }
  expect(tried).toBeGreaterThan(500);
});

test("nobody else can be found in a depositor's file: no id, and of other positions no figure but unknown parts", async () => {
  const [mine, ...others] = await Promise.all(depositors.map((each) => fileOf(each)));
  const text = JSON.stringify(mine);
  // Beside the own tile in a loan stands another tile's amount; whose it is, nobody can tell.
  const seen = new Set((mine?.position.parts ?? []).flatMap(({ path }) => path.flatMap(({ sums }) => sums)));
  for (const { position } of others) {
    for (const figure of [position.available, position.working]) if (figure.length >= 5) expect(seen).not.toContain(figure);
    expect(text).not.toContain(`"depositor_id":${position.depositor_id},`);
    for (const part of position.parts) expect(text).not.toContain(part.salt);
  }
});

test("what is stored of a night gives its root again, and a leaf that was changed by hand is found", async () => {
  const date = (await fileOf(depositors[0] as Actor)).night.date;
  expect(await recheckNewestNight(database())).toMatchObject({ date, problems: [] });
  const flip = "UPDATE proof_chunks SET leaves = INSERT(leaves, 40, 1, CHAR(ASCII(SUBSTR(leaves, 40, 1)) ^ 1)) WHERE tree = 1";
  await database().$client.query(flip);
  expect((await recheckNewestNight(database()))?.problems).toEqual(["positions: row 0 of the leaves does not give its node", "positions: the leaves do not give the root"]);
  await database().$client.query(flip);
  await database().$client.query("UPDATE proved_positions SET working = working + 1, available = available - 1 WHERE depositor_id = ?", [depositors[0]?.id]);
  expect((await checkInvariants(database())).filter(({ problems }) => problems.length > 0)).toMatchObject([{ name: "proved-positions" }]);
  await database().$client.query("UPDATE proved_positions SET working = working - 1, available = available + 1 WHERE depositor_id = ?", [depositors[0]?.id]);
  expect(await recheckNewestNight(database())).toMatchObject({ problems: [] });
});

describe("the command that verifies a file", () => {
  const verify = (...args: string[]) => spawnSync(process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/commands/verify-proof.ts", ...args], { encoding: "utf8", env: { NODE_ENV: "production" } });

  test("says yes and no in words, without database, network or configuration", async () => {
    const folder = mkdtempSync(join(tmpdir(), "proof-"));
    const write = (name: string, content: string) => (writeFileSync(join(folder, name), content), join(folder, name));
    const file = await fileOf(depositors[3] as Actor);
    const good = write("good.json", JSON.stringify(file));
    // One process after the other takes seconds, so each says several things at once.
    expect(verify(good, file.night.root, "--depositor", String(file.position.depositor_id))).toMatchObject({ status: 0, stdout: expect.stringContaining(`Yes: depositor ${file.position.depositor_id} was counted`) as string });
    const changed = write("changed.json", JSON.stringify({ ...file, position: { ...file.position, working: String(BigInt(file.position.working) + 1n) } }));
    expect(verify(changed, "0".repeat(64), "--depositor", "999")).toMatchObject({ status: 1, stdout: expect.stringMatching(/NO.*depositor 999(.|\n)*NO.*Your position(.|\n)*NO.*you were shown/) as string, stderr: expect.stringContaining("No: this proof does not hold") as string });
    expect(verify(write("form.json", "{}"))).toMatchObject({ status: 1, stderr: expect.stringContaining("does not have the form of a proof") as string });
    expect(verify(write("none.json", "not JSON"))).toMatchObject({ status: 1, stderr: expect.stringContaining("cannot be read as JSON") as string });
    rmSync(folder, { recursive: true });
  });
});

describe("the nights", () => {
  test("are proved once for a date, whatever happens meanwhile, and each covers the one before", async () => {
    expect(await hasPositionsToProve()).toBe(false);
    expect(await provePositions.execute(system, {})).toEqual({ date: null });
    await closeDay.execute(system, { days: 1 });
    expect(await hasPositionsToProve()).toBe(true);
    const other = await database().$client.getConnection();
    await other.query("START TRANSACTION");
    await other.query("INSERT INTO end_of_day_tasks (business_date, task, done_at) SELECT MAX(business_date), 'prove-positions', NOW() FROM closed_days");
    // Another process is at it.
    expect(await hasPositionsToProve()).toBe(false);
    await other.query("ROLLBACK");
    other.release();
    expect(await hasPositionsToProve()).toBe(true);
    const runs = await Promise.all([1, 2, 3].map(() => provePositions.execute(system, {})));
    expect(runs.filter(({ date }) => date !== null)).toHaveLength(1);
    const [second, first] = await listProofs.execute(depositors[0] as Actor, { limit: 10 });
    expect(second?.previous_root).toBe(first?.root);
    expect(await listProofs.execute(depositors[0] as Actor, { limit: 10, after: second?.id })).toEqual([first]);
    expect(await listProofs.execute(depositors[0] as Actor, { limit: 10, date: first?.date })).toEqual([first]);
    expect(brokenSteps(await fileOf(depositors[1] as Actor))).toEqual([]);
    expect(brokenSteps(await fileOf(depositors[1] as Actor, first?.date))).toEqual([]);
  });

  test("form one chain also when the next day is closed and proved while a night is still being proved", async () => {
    await closeDay.execute(system, { days: 1 });
    const other = await database().$client.getConnection();
    await other.query("START TRANSACTION");
    // The first row of leaves is taken, so that the night waits before it is written.
    await other.query("INSERT INTO proof_chunks (business_date, tree, number, leaves, node) SELECT MAX(business_date), 1, 0, '', '' FROM closed_days");
    const first = provePositions.execute(system, {});
    while (await hasPositionsToProve());
    await closeDay.execute(system, { days: 1 });
    expect(await provePositions.execute(system, {})).toEqual({ date: null });
    expect(await hasPositionsToProve()).toBe(false);
    await other.query("ROLLBACK");
    other.release();
    const { date } = await first;
    await finishEndOfDay();
    const [newest, before] = await listProofs.execute(depositors[0] as Actor, { limit: 2 });
    expect(before?.date).toBe(date);
    expect(newest?.previous_root).toBe(before?.root);
    expect((await checkInvariants(database())).filter(({ problems }) => problems.length > 0)).toEqual([]);
  });

  test("a depositor proves an old position after the books went on; beyond the kept nights only the roots stay", async () => {
    const before = await fileOf(depositors[2] as Actor);
    await repayLoan.execute(borrower, { loanId: loanIds[0], amount: "9000" });
    await finishEndOfDay();
    expect(await fileOf(depositors[2] as Actor)).toEqual(before);
    for (let night = 0; night < 8; night += 1) {
      await closeDay.execute(system, { days: 1 });
      await finishEndOfDay();
    }
    expect(await getOwnProof.execute(depositors[2] as Actor, { date: before.night.date })).toBeNull();
    const nights = await listProofs.execute(depositors[2] as Actor, { limit: 50 });
    expect(nights.filter(({ isKept }) => isKept)).toHaveLength(7);
    expect(nights.find(({ root }) => root === before.night.root)).toMatchObject({ isKept: false, date: before.night.date });
    expect((await checkInvariants(database())).filter(({ problems }) => problems.length > 0)).toEqual([]);
  });

  test("somebody who was no depositor that night, and somebody who is none, has no proof", async () => {
    const late = await signUp("depositor", "late@example.com", "Late");
    expect(await getOwnProof.execute(late, {})).toBeNull();
    await expect(getOwnProof.execute(borrower, {})).rejects.toMatchObject({ code: "permission_denied" });
  });
});
