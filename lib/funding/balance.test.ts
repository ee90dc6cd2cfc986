import fc from "fast-check";
import type { ResultSetHeader, RowDataPacket } from "mysql2";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { withTransaction } from "@/db/transaction";
import { interimEntitlement } from "@/lib/core/distribution";
import { minMoney, sumMoney, type Money } from "@/lib/core/money";
import type { Actor } from "@/lib/core/permissions";
import { signUp } from "@/lib/identity/testing";
import { readBalance } from "./balance-store";
import { settleFunders } from "./settlement";
import { approvedLoan, openLendingBank, type TestProduct } from "./testing";

const TODAY = "2026-01-15";
let product: TestProduct;
let depositor: Actor;
let borrower: Actor;

beforeAll(async () => {
  product = await openLendingBank(TODAY);
  depositor = await signUp("depositor", "leela@example.com");
  borrower = await signUp("borrower", "asha@example.com");
});

type Tile = { total: Money; amount: Money; cumPrincipal: Money; cumInterest: Money; settledPrincipal: Money; settledInterest: Money };

// A tile inside its round, counters inside their bounds, settled at most to the entitlement. Amounts up to the largest.
const tile: fc.Arbitrary<Tile> = fc
  .record({
    total: fc.oneof(fc.bigInt(1n, 1_000n), fc.bigInt(1n, 10n ** 15n)),
    shares: fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), fc.nat({ max: 1000 })),
    interest: fc.oneof(fc.bigInt(0n, 1_000n), fc.bigInt(0n, 10n ** 15n)),
  })
  .map(({ total, interest, shares }) => {
    const [ofTotal, paid, settled, interestSettled] = shares.map(BigInt) as [bigint, bigint, bigint, bigint];
    const amount = (total * ofTotal) / 1000n || 1n;
    const cumPrincipal = (total * paid) / 1000n;
    const entitled = { principal: interimEntitlement(cumPrincipal, amount, total), interest: interimEntitlement(interest, amount, total) };
    return {
      ...{ total, amount, cumPrincipal, cumInterest: interest },
      settledPrincipal: (entitled.principal * settled) / 1000n,
      settledInterest: (entitled.interest * interestSettled) / 1000n,
    };
  });

const portfolio = fc.record({
  tiles: fc.array(tile, { maxLength: 8 }),
  available: fc.bigInt(0n, 10n ** 12n),
  due: fc.oneof(fc.constant(0n), fc.bigInt(1n, 10n ** 12n)),
});

describe("a depositor's exact balance", () => {
  test("somebody who has never invested has zeros, not an error", async () => {
    const balance = await readBalance(database(), depositor.id);
    expect(Object.values(balance).every((amount) => amount === 0n)).toBe(true);
  });

  test("SQL and lib/core say the same, to the minor unit, for any tiles and counters", async () => {
    await fc.assert(
      fc.asyncProperty(portfolio, async (owned) => {
        await write(owned);
        const back = owned.tiles.map((each) => interimEntitlement(each.cumPrincipal, each.amount, each.total));
        const earned = owned.tiles.map((each) => interimEntitlement(each.cumInterest, each.amount, each.total));
        const unsettled = sumMoney(owned.tiles.map((each, index) => (back[index] ?? 0n) - each.settledPrincipal + (earned[index] ?? 0n) - each.settledInterest));
        const withheld = minMoney(unsettled, owned.due);
        const balance = await readBalance(database(), depositor.id);
        expect(balance).toMatchObject({
          waiting: owned.available + unsettled - withheld,
          due: owned.due - withheld,
          settling: unsettled - withheld,
          working: sumMoney(owned.tiles.map((each) => each.amount)) - sumMoney(back),
          earned: sumMoney(earned),
        });
      }),
      { numRuns: 60 },
    );
  });

  test("settling changes nothing that the depositor sees, money due or not", async () => {
    await fc.assert(
      fc.asyncProperty(portfolio, async (owned) => {
        await write(owned);
        const before = await readBalance(database(), depositor.id);
        const context = { businessDate: TODAY, keyId: 0, actorId: 0 };
        await withTransaction((tx) => settleFunders(tx, { depositorIds: [depositor.id], bankIds: [] }, context));
        const after = await readBalance(database(), depositor.id);
        expect(after).toEqual({ ...before, settling: 0n });
      }),
      { numRuns: 40 },
    );
  });

  test("a tile closed for good counts what was settled, the last unit included, and nothing is at work in it", async () => {
    await write({ tiles: [{ total: 3n, amount: 1n, cumPrincipal: 3n, cumInterest: 2n, settledPrincipal: 1n, settledInterest: 1n }], available: 2n, due: 0n });
    await database().$client.query("UPDATE tiles SET closed = 1 WHERE depositor_id = ?", [depositor.id]);
    // The interim rule would give floor(2 · 1 / 3) = 0 of the interest.
    expect(await readBalance(database(), depositor.id)).toMatchObject({ waiting: 2n, settling: 0n, earned: 1n, working: 0n, lost: 0n });
  });

  test("what was written off and not recovered is lost, not at work", async () => {
    await write({ tiles: [{ total: 1000n, amount: 100n, cumPrincipal: 250n, cumInterest: 0n, settledPrincipal: 0n, settledInterest: 0n }], available: 0n, due: 0n });
    await database().$client.query("UPDATE loans SET state = 'written_off'");
    expect(await readBalance(database(), depositor.id)).toMatchObject({ waiting: 25n, working: 0n, lost: 75n });
  });

  test("while something is due nothing can be withdrawn; once returns cover it everything waiting can", async () => {
    const oneTile = { total: 100n, amount: 100n, cumPrincipal: 40n, cumInterest: 0n, settledPrincipal: 0n, settledInterest: 0n };
    await write({ tiles: [oneTile], available: 10n, due: 50n });
    expect(await readBalance(database(), depositor.id)).toMatchObject({ waiting: 10n, due: 10n, withdrawable: 0n });
    await write({ tiles: [oneTile], available: 10n, due: 30n });
    expect(await readBalance(database(), depositor.id)).toMatchObject({ waiting: 20n, due: 0n, withdrawable: 20n });
  });
});

/** Makes the depositor own exactly this. */
async function write({ tiles, available, due }: { tiles: readonly Tile[]; available: Money; due: Money }): Promise<void> {
  const db = database().$client;
  for (const table of ["tiles", "funding_rounds", "loans"]) await db.query(`DELETE FROM ${table}`);
  await db.query(
    `INSERT INTO depositors (user_id, person_id, ring, available, due) VALUES (?, ?, 1, ?, ?)
     ON DUPLICATE KEY UPDATE available = VALUES(available), due = VALUES(due), working = 0`,
    [depositor.id, await personIdOf(depositor.id), available, due],
  );
  for (const each of tiles) {
    const loanId = await approvedLoan(product, borrower, each.total);
    await db.query("UPDATE loans SET state = 'active' WHERE id = ?", [loanId]);
    await db.query(
      `INSERT INTO funding_rounds (loan_id, number, total, pooled, tile_count, cum_principal, cum_interest, funded_on, path)
       VALUES (?, 1, ?, ?, 1, ?, ?, ?, 'ring')`,
      [loanId, each.total, each.total, each.cumPrincipal, each.cumInterest, TODAY],
    );
    await db.query<ResultSetHeader>(
      `INSERT INTO tiles (loan_id, round_number, depositor_id, amount, offset_before, settled_principal, settled_interest) VALUES (?, 1, ?, ?, 0, ?, ?)`,
      [loanId, depositor.id, each.amount, each.settledPrincipal, each.settledInterest],
    );
  }
}

async function personIdOf(userId: number): Promise<number> {
  const [rows] = await database().$client.query<RowDataPacket[]>("SELECT person_id FROM users WHERE id = ?", [userId]);
  return Number(rows[0]?.person_id);
}
