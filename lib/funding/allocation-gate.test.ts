import type { RowDataPacket } from "mysql2";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { withTransaction, type Tx } from "@/db/transaction";
import { allocate, type Candidate } from "@/lib/core/allocation";
import { ringPlace } from "@/lib/core/ring-place";
import { findFunders, POOL, type FundingNeed } from "./allocation";
import { readCursor, viewRingAtOnce, walkRing } from "./ring-store";
import { openLendingBank } from "./testing";

/* Behind the gate over rings of many depositors. Their money is written without entries, so no invariant is asked here. */

const FIRST = 1_000;
const TILES = 10;
const entry = { businessDate: "2026-01-01", keyId: 0, actorId: 0 };
let bankId: number;

const ids = (count: number) => Array.from({ length: count }, (_, index) => FIRST + index);
/** In the order of the ring from its first place on. */
const ringOf = (count: number) => ids(count).sort((left, right) => ringPlace(left) - ringPlace(right));

/** A ring of so many depositors; who stands at which place has how much. */
async function seatRing(count: number, moneyAt: (place: number) => number): Promise<void> {
  const { $client } = database();
  await $client.query("DELETE FROM depositors");
  const rows = ringOf(count).map((id, place) => [id, id, moneyAt(place), ringPlace(id)]);
  await $client.query("INSERT INTO depositors (user_id, person_id, available, ring) VALUES ?", [rows]);
  await $client.query("UPDATE pools SET cursor_position = 4294967295 WHERE id = ?", [POOL]);
}

const needOf = (pooled: bigint, change: Partial<FundingNeed> = {}): FundingNeed => ({
  ...{ loanId: 1, bankId, principal: pooled, bankShare: 0n, bankTopsUp: false },
  ...{ borrowerPersonId: 1, grade: null, termDays: 365, smallestTileMinor: 1n, tileCountMax: TILES },
  ...change,
});

/** Who would give what; the transaction ends without a change. */
const askBehindGate = (need: FundingNeed) => withTransaction((tx) => findFunders(tx, need, { candidates: [], mode: "gate", entry }));

/** Everybody with money as one statement sees them, in ring order. */
async function everybody(tx: Tx): Promise<Candidate[]> {
  const seen: Candidate[] = [];
  await viewRingAtOnce(tx, await readCursor(tx, POOL), { ...watcher, show: (candidate) => seen.push(candidate) });
  return seen;
}

/** Looks on and never has enough. */
const watcher = { isOver: () => false, found: () => ({ ok: false, covered: 0n, chosen: [], standBy: [] }) };

/** How many rows the database read for this connection so far. */
async function rowsRead(tx: Tx): Promise<number> {
  const [rows] = await tx.$client.query<RowDataPacket[]>("SHOW SESSION STATUS WHERE Variable_name IN ('Handler_read_key', 'Handler_read_next', 'Handler_read_first')");
  return rows.reduce((sum, row) => sum + Number(row.Value), 0);
}

beforeAll(async () => {
  ({ bankId } = await openLendingBank("2026-01-01"));
  const { $client } = database();
  await $client.query("INSERT INTO persons (id) VALUES ?", [ids(6_000).map((id) => [id])]);
  const logins = ids(6_000).map((id) => [id, id, "depositor", `d${id}@example.com`, "-", "Depositor"]);
  await $client.query("INSERT INTO users (id, person_id, role, email, password_hash, full_name) VALUES ?", [logins]);
});

describe("the cost", () => {
  test("depends on how far the money is, not on how many depositors stand behind it", async () => {
    // Three hundred with next to nothing stand before those who can cover the loan.
    const moneyAt = (place: number) => (place < 300 ? 5 : 1_000);
    const measured: number[] = [];
    for (const count of [1_000, 6_000]) {
      await seatRing(count, moneyAt);
      await withTransaction(async (tx) => {
        const before = await rowsRead(tx);
        const { given } = await findFunders(tx, needOf(5_000n), { candidates: [], mode: "gate", entry });
        measured.push((await rowsRead(tx)) - before);
        expect(given.map(({ depositorId }) => depositorId)).toEqual(expect.arrayContaining(ringOf(count).slice(300, 304)));
      });
    }
    const [few = 0, many = 0] = measured;
    expect(few).toBeGreaterThan(300);
    expect(few).toBeLessThan(2_000);
    expect(many).toBe(few);
  });
});

describe("the decision", () => {
  beforeEach(() => seatRing(2_000, (place) => (place * 7_919) % 1_009));

  test.each([
    ["fits the first in the ring", needOf(1_000n)],
    ["needs later ones with more in place of those with least", needOf(9_900n)],
    ["may have as many tiles as there are depositors", needOf(900_000n, { tileCountMax: null })],
    ["has a smallest tile", needOf(20_000n, { tileCountMax: null, smallestTileMinor: 700n })],
  ])("for a loan that %s is that of an allocation over the whole ring", async (_, need) => {
    const whole = allocate(need.principal, await withTransaction(everybody), need);
    const { given } = await askBehindGate(need);
    expect(whole.ok).toBe(true);
    expect(given.map(({ depositorId, amount }) => ({ depositorId, amount }))).toEqual(
      whole.parts.filter(({ amount }) => amount > 0n).map(({ depositorId, amount }) => ({ depositorId, amount })),
    );
  });

  test("is no, when all money in the allowed tiles is one unit short, and yes without it", async () => {
    const most = 1_008n + 1_008n + 1_007n * 2n;
    await expect(askBehindGate(needOf(most + 1n, { tileCountMax: 4 }))).rejects.toMatchObject({ code: "allocation_not_possible" });
    expect((await askBehindGate(needOf(most, { tileCountMax: 4 }))).given).toHaveLength(4);
  });

  test("leaves the bank that tops up no more than the best that depositors can", async () => {
    const { given, bankTile } = await askBehindGate(needOf(5_000n, { tileCountMax: 4, bankTopsUp: true }));
    expect(given).toHaveLength(4);
    expect(bankTile).toBe(5_000n - 1_008n * 2n - 1_007n * 2n);
  });

  test("passes over nobody, wherever the cursor stands and the pages end", async () => {
    const cursors = [0, 4_294_967_295, ringPlace(FIRST), ringPlace(FIRST) - 1];
    for (const cursor of cursors) {
      await database().$client.query("UPDATE pools SET cursor_position = ? WHERE id = ?", [cursor, POOL]);
      await withTransaction(async (tx) => {
        const walked: Candidate[] = [];
        await walkRing(tx, cursor, { ...watcher, show: (candidate) => walked.push(candidate) });
        expect(walked.map(({ position }) => position)).toEqual(walked.map(({ position }) => position).sort((left, right) => left - right));
        expect(walked).toEqual(await everybody(tx));
      });
    }
  });
});

/** Does `work` while two depositors' money is exchanged all the time: what one has is always `total` less what the other has. */
async function whileExchanged(pair: readonly (number | undefined)[], total: number, work: () => Promise<void>): Promise<void> {
  const exchange = { isOver: false, moves: 0 };
  const exchanging = (async () => {
    while (!exchange.isOver) {
      await withTransaction((tx) => tx.$client.query("UPDATE depositors SET available = ? - available WHERE user_id IN (?)", [total, pair]));
      exchange.moves += 1;
    }
  })();
  try {
    for (let loan = 0; loan < 25 || exchange.moves < 25; loan += 1) await work();
  } finally {
    exchange.isOver = true;
    await exchanging;
  }
}

test("a loan that takes all money is never refused while money goes to and fro between the ends of the ring", async () => {
  const count = 600;
  await seatRing(count, (place) => (place === count - 1 ? 0 : 10));
  await whileExchanged([ringOf(count)[0], ringOf(count).at(-1)], 10, async () => {
    const { given } = await askBehindGate(needOf(BigInt(count - 1) * 10n, { tileCountMax: null }));
    expect(given).toHaveLength(count - 1);
  });
});

test("a bank that can top up what the best depositor leaves is never asked for more, whoever the best is at the moment", async () => {
  await seatRing(2, (place) => 9 + place);
  const [rows] = await database().$client.query<RowDataPacket[]>("SELECT available FROM banks WHERE id = ?", [bankId]);
  const ownMoney = BigInt(rows[0]?.available);
  await whileExchanged(ringOf(2), 19, async () => {
    const { given, bankTile } = await askBehindGate(needOf(ownMoney + 10n, { tileCountMax: 1, bankTopsUp: true }));
    expect([given.map(({ amount }) => amount), bankTile]).toEqual([[10n], ownMoney]);
  });
});
