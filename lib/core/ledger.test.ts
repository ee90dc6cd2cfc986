import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advanceCounters, interimEntitlement, newRound, type RoundCounters } from "./distribution";
import * as entries from "./entries";
import { writeOffEntry } from "./loss-entries";
import { assertBalanced, compactPostings, reverseEntry, type JournalEntryDraft, type Posting } from "./ledger";

const cash = (amount: bigint): Posting => ({ account: "cash", ownerId: 0, amount });
const available = (ownerId: number, amount: bigint): Posting => ({ account: "depositor_available", ownerId, amount });
const entry = (...postings: Posting[]): JournalEntryDraft => ({ kind: "deposit_invested", postings });

describe("an entry is refused as a bug, in this order", () => {
  test.each([
    ["no posting", entry(), "at least two"],
    ["one posting", entry(cash(0n)), "at least two"],
    ["a posting of zero", entry(cash(0n), available(0, 5n)), "posting of zero"],
    ["an installation's account with an owner", entry({ ...cash(5n), ownerId: 3 }, available(7, -5n)), "cannot own"],
    ["a depositor's account without an owner", entry(cash(5n), available(0, -5n)), "cannot own"],
    ["an owner that is no whole number", entry(cash(5n), available(1.5, -5n)), "cannot own"],
    ["the same account and owner twice", entry(cash(5n), available(7, -2n), available(7, -2n)), "one posting at most"],
    ["postings that do not sum to zero", entry(cash(5n), available(7, -4n)), "sum to zero"],
  ])("%s", (_, draft, message) => {
    expect(() => assertBalanced(draft)).toThrow(message);
  });

  test("a balanced entry passes, also with the same account of two owners", () => {
    expect(() => assertBalanced(entry(cash(5n), available(7, -2n), available(8, -3n)))).not.toThrow();
  });
});

describe("reversal", () => {
  test("an entry and its reversal leave every account where it was", () => {
    const draft = entry(cash(5n), available(7, -2n), available(8, -3n));
    const reversal = reverseEntry(draft);
    expect(reversal).toEqual({ kind: "reversal", postings: [cash(-5n), available(7, 2n), available(8, 3n)] });
    expect(compactPostings([...draft.postings, ...reversal.postings])).toEqual([]);
  });

  test("an unbalanced entry cannot be reversed", () => {
    expect(() => reverseEntry(entry(cash(5n), available(7, -4n)))).toThrow("sum to zero");
  });
});

describe("compacting", () => {
  test("lines of the same account and owner become one, in order of first mention; those that come to zero go", () => {
    expect(compactPostings([available(7, 3n), cash(4n), available(7, 2n), available(8, 1n), available(8, -1n)])).toEqual([
      available(7, 5n),
      cash(4n),
    ]);
  });

  test("the sum of the lines stays, each account and owner is named once and compacting again changes nothing", () => {
    const posting = fc.record({
      account: fc.constantFrom("cash" as const, "loss" as const),
      ownerId: fc.nat(3),
      amount: fc.bigInt(-5n, 5n),
    });
    fc.assert(
      fc.property(fc.array(posting), (lines) => {
        const compact = compactPostings(lines);
        const sum = (postings: readonly Posting[]) => postings.reduce((total, { amount }) => total + amount, 0n);
        expect(sum(compact)).toBe(sum(lines));
        expect(new Set(compact.map(({ account, ownerId }) => `${account} ${ownerId}`)).size).toBe(compact.length);
        expect(compactPostings(compact)).toEqual(compact);
      }),
    );
  });
});

/** The books of a bank with one loan: balances by account and owner, as the postings make them. */
class Books {
  readonly balances = new Map<string, bigint>();

  post(entry: JournalEntryDraft): void {
    assertBalanced(entry);
    for (const { account, ownerId, amount } of entry.postings) {
      const key = `${account}:${ownerId}`;
      this.balances.set(key, (this.balances.get(key) ?? 0n) + amount);
    }
  }

  balance(account: string, ownerId = 0): bigint {
    return this.balances.get(`${account}:${ownerId}`) ?? 0n;
  }
}

type Scene = {
  tiles: bigint[];
  payments: { principal: bigint; interestGross: bigint; settle: boolean }[];
  feePpm: number;
  fundPpm: number;
};

const scene: fc.Arbitrary<Scene> = fc.record({
  tiles: fc.array(fc.bigInt(1n, 1_000n), { minLength: 1, maxLength: 8 }),
  payments: fc.array(
    fc.record({ principal: fc.bigInt(0n, 1_000_000n), interestGross: fc.bigInt(0n, 500n), settle: fc.boolean() }),
    { maxLength: 15 },
  ),
  feePpm: fc.integer({ min: 0, max: 300_000 }),
  fundPpm: fc.integer({ min: 0, max: 300_000 }),
});

describe("a loan's life in the books", () => {
  test("after every event the control accounts equal the counters, whatever is paid, reversed, settled or written off", () => {
    fc.assert(fc.property(scene, playOut));
  });
});

function playOut({ tiles, payments, feePpm, fundPpm }: Scene): void {
  const books = new Books();
  const funders = tiles.map((amount, index) => ({ depositorId: index + 1, amount }));
  const total = tiles.reduce((sum, amount) => sum + amount, 0n);
  for (const funder of funders) books.post(entries.depositInvestedEntry({ ...funder, due: 0n }));
  books.post(
    entries.loanDisbursedEntry({
      loanId: 5,
      bankId: 3,
      tiles: funders,
      bankTile: 0n,
      fundedFrom: "available",
      originationFee: 0n,
    }),
  );
  let counters = newRound(total);
  let advance = 0n;
  let earnedBefore = 0n;
  const settled = new Map<number, bigint>();
  for (const { principal, interestGross, settle } of payments) {
    const earned = { principal: principal % (total + 1n), interestGross, feePpm, fundPpm };
    const moved = advanceCounters(counters, earned, advance);
    const amount = earned.principal + interestGross - earnedBefore;
    if (amount !== 0n || Object.values(moved.deltas).some((delta) => delta !== 0n)) {
      books.post(entries.repaymentEntry({ loanId: 5, bankId: 3, amount, source: "cash", deltas: moved.deltas, lossReturned: 0n, fees: {} }));
    }
    ({ counters, advance } = moved);
    earnedBefore = earned.principal + interestGross;
    if (settle) settleAll(books, { funders, counters, settled });
    expectBooksToHold(books, { counters, advance, settled });
  }
  const outstanding = total - counters.cumPrincipal;
  if (outstanding === 0n && advance === 0n) return;
  const fund = -books.balance("provision_fund");
  const fundCover = fund < outstanding ? fund : outstanding;
  books.post(writeOffEntry({ loanId: 5, outstanding, fundCover, advance }));
  for (const account of ["loan_receivable", "funding", "advance"]) expect(books.balance(account, 5)).toBe(0n);
  const covered = { ...counters, cumPrincipal: counters.cumPrincipal + fundCover };
  expect(-books.balance("distributable")).toBe(covered.cumPrincipal + covered.cumInterest - settledSum(settled));
}

function settleAll(
  books: Books,
  round: { funders: { depositorId: number; amount: bigint }[]; counters: RoundCounters; settled: Map<number, bigint> },
): void {
  const { cumPrincipal, cumInterest, total } = round.counters;
  const due = round.funders.flatMap(({ depositorId, amount }) => {
    const entitled = interimEntitlement(cumPrincipal, amount, total) + interimEntitlement(cumInterest, amount, total);
    const open = entitled - (round.settled.get(depositorId) ?? 0n);
    round.settled.set(depositorId, entitled);
    return open > 0n ? [{ depositorId, amount: open, due: 0n }] : [];
  });
  if (due.length > 0) books.post(entries.settlementEntry(due));
}

function expectBooksToHold(
  books: Books,
  loanNow: { counters: RoundCounters; advance: bigint; settled: Map<number, bigint> },
): void {
  const { counters, advance, settled } = loanNow;
  const outstanding = counters.total - counters.cumPrincipal;
  expect(books.balance("loan_receivable", 5)).toBe(outstanding);
  expect(-books.balance("funding", 5)).toBe(outstanding);
  expect(books.balance("advance", 5)).toBe(advance);
  expect(-books.balance("servicing_fee_income")).toBe(counters.marginCum);
  expect(-books.balance("provision_fund")).toBe(counters.cumFund);
  expect(-books.balance("distributable")).toBe(counters.cumPrincipal + counters.cumInterest - settledSum(settled));
  expect([...books.balances.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(0n);
}

function settledSum(settled: Map<number, bigint>): bigint {
  return [...settled.values()].reduce((sum, amount) => sum + amount, 0n);
}
