import { describe, expect, test } from "vitest";
import { advanceCounters, newRound, splitRecovery } from "./distribution";
import * as entries from "./entries";
import type { JournalEntryDraft } from "./ledger";
import * as losses from "./loss-entries";

/** "Dr cash 5; Cr depositor_available:7 5": an entry as the table of events writes it. */
function written({ postings }: JournalEntryDraft): string {
  const line = (side: string, account: string, ownerId: number, amount: bigint) =>
    `${side} ${account}${ownerId === 0 ? "" : `:${ownerId}`} ${amount}`;
  return postings
    .map(({ account, ownerId, amount }) =>
      amount > 0n ? line("Dr", account, ownerId, amount) : line("Cr", account, ownerId, -amount),
    )
    .join("; ");
}

const money = { depositorId: 7, amount: 100n };
const money8 = { depositorId: 8, amount: 60n };
const money9 = { depositorId: 9, amount: 40n };
const capital = { bankId: 3, amount: 100n };
const parts = {
  bankId: 3,
  tiles: [
    { depositorId: 7, amount: 60n },
    { depositorId: 8, amount: 30n },
  ],
  bankTile: 10n,
};
const loan = { ...parts, loanId: 5, originationFee: 2n };
// What goes back to a depositor covers what is due first.
const returned = {
  tiles: [
    { depositorId: 7, amount: 60n, due: 0n },
    { depositorId: 8, amount: 30n, due: 5n },
  ],
};

describe("every event posts its row of the table", () => {
  const rows: [JournalEntryDraft, string, string][] = [
    [entries.depositInvestedEntry({ ...money, due: 0n }), "deposit_invested", "Dr cash 100; Cr depositor_available:7 100"],
    [entries.depositInvestedEntry({ ...money, due: 30n }), "deposit_invested", "Dr cash 100; Cr due_from_depositor:7 30; Cr depositor_available:7 70"],
    [entries.depositInvestedEntry({ ...money, due: 500n }), "deposit_invested", "Dr cash 100; Cr due_from_depositor:7 100"],
    [
      entries.depositBouncedEntry({ ...money, available: 30n }),
      "deposit_bounced",
      "Dr depositor_available:7 30; Dr due_from_depositor:7 70; Cr cash 100",
    ],
    [entries.depositBouncedEntry({ ...money, available: 500n }), "deposit_bounced", "Dr depositor_available:7 100; Cr cash 100"],
    [entries.depositBouncedEntry({ ...money, available: 0n }), "deposit_bounced", "Dr due_from_depositor:7 100; Cr cash 100"],
    [
      entries.withdrawalRequestedEntry(money),
      "withdrawal_requested",
      "Dr depositor_available:7 100; Cr depositor_reserved:7 100",
    ],
    [entries.withdrawalPaidEntry(money), "withdrawal_paid", "Dr depositor_reserved:7 100; Cr cash 100"],
    [entries.withdrawalRefusedEntry({ ...money, due: 0n }), "withdrawal_refused", "Dr depositor_reserved:7 100; Cr depositor_available:7 100"],
    [
      entries.withdrawalRefusedEntry({ ...money, due: 30n }),
      "withdrawal_refused",
      "Dr depositor_reserved:7 100; Cr due_from_depositor:7 30; Cr depositor_available:7 70",
    ],
    [entries.withdrawalBouncedEntry({ ...money, due: 0n }), "withdrawal_bounced", "Dr cash 100; Cr depositor_available:7 100"],
    [entries.withdrawalBouncedEntry({ ...money, due: 400n }), "withdrawal_bounced", "Dr cash 100; Cr due_from_depositor:7 100"],
    [entries.bankCapitalPaidInEntry(capital), "bank_capital_paid_in", "Dr cash 100; Cr bank_available:3 100"],
    [entries.bankCapitalTakenOutEntry(capital), "bank_capital_taken_out", "Dr bank_available:3 100; Cr cash 100"],
    [
      entries.loanReservedEntry(parts),
      "loan_reserved",
      "Dr depositor_available:7 60; Dr depositor_available:8 30; Dr bank_available:3 10; Cr depositor_committed:7 60; Cr depositor_committed:8 30; Cr bank_committed:3 10",
    ],
    [
      entries.loanReservationReleasedEntry({ ...parts, ...returned, bankTile: 0n }),
      "loan_reservation_released",
      "Dr depositor_committed:7 60; Dr depositor_committed:8 30; Cr depositor_available:7 60; Cr due_from_depositor:8 5; Cr depositor_available:8 25",
    ],
    [
      entries.loanDisbursedEntry({ ...loan, fundedFrom: "available" }),
      "loan_disbursed",
      "Dr loan_receivable:5 100; Dr depositor_available:7 60; Dr depositor_available:8 30; Dr bank_available:3 10; Cr funding:5 100; Cr cash 98; Cr origination_fee_income:3 2",
    ],
    [
      entries.loanDisbursedEntry({ ...loan, fundedFrom: "committed", originationFee: 0n }),
      "loan_disbursed",
      "Dr loan_receivable:5 100; Dr depositor_committed:7 60; Dr depositor_committed:8 30; Dr bank_committed:3 10; Cr funding:5 100; Cr cash 100",
    ],
    [
      entries.disbursementUndoneEntry({ ...loan, ...returned, interestRefunded: 0n }),
      "disbursement_undone",
      "Dr funding:5 100; Dr cash 98; Dr origination_fee_income:3 2; Cr loan_receivable:5 100; Cr depositor_available:7 60; Cr due_from_depositor:8 5; Cr depositor_available:8 25; Cr bank_available:3 10",
    ],
    [
      entries.disbursementUndoneEntry({ ...loan, bankTile: 40n, tiles: [{ depositorId: 7, amount: 61n, due: 0n }], interestRefunded: 1n }),
      "disbursement_undone",
      "Dr funding:5 100; Dr cash 98; Dr origination_fee_income:3 2; Dr loss 1; Cr loan_receivable:5 100; Cr depositor_available:7 61; Cr bank_available:3 40",
    ],
    [
      entries.settlementEntry(
        [
          { ...money, due: 30n },
          { depositorId: 8, amount: 5n, due: 9n },
          { depositorId: 9, amount: 4n, due: 0n },
        ],
        [capital],
      ),
      "settlement",
      "Dr distributable 209; Cr due_from_depositor:7 30; Cr depositor_available:7 70; Cr due_from_depositor:8 5; Cr depositor_available:9 4; Cr bank_available:3 100",
    ],
    [
      entries.tileSoldEntry({ seller: { depositorId: 7, due: 0n }, buyers: [money8, money9], handedBack: 2n }),
      "tile_sold",
      "Dr depositor_available:8 60; Dr depositor_available:9 40; Cr distributable 2; Cr depositor_available:7 98",
    ],
    [
      entries.tileSoldEntry({ seller: { depositorId: 7, due: 500n }, buyers: [money8], handedBack: 0n }),
      "tile_sold",
      "Dr depositor_available:8 60; Cr due_from_depositor:7 60",
    ],
    // Outstanding 100, of which the fund covers 30.
    [
      losses.writeOffEntry({ loanId: 5, outstanding: 100n, fundCover: 30n, advance: 4n }),
      "write_off",
      "Dr funding:5 100; Dr provision_fund 30; Dr loss 4; Cr loan_receivable:5 100; Cr distributable 30; Cr advance:5 4",
    ],
    [losses.writeOffEntry({ loanId: 5, outstanding: 0n, fundCover: 0n, advance: 4n }), "write_off", "Dr loss 4; Cr advance:5 4"],
    [
      losses.recoveryEntry({
        bankId: 3,
        amount: 126n,
        parts: splitRecovery(126n, { advanced: 6n, funders: 70n, fund: 30n, lostAdvance: 4n }),
        interest: { net: 9n, fund: 2n, margin: 1n },
        fees: { late_fee_income: 4n },
      }),
      "recovery",
      "Dr cash 126; Cr distributable 79; Cr provision_fund 32; Cr loss 10; Cr servicing_fee_income 1; Cr late_fee_income:3 4",
    ],
    [
      losses.bouncedAfterWriteOffEntry("repayment_reversed", { bankId: 3, lost: 90n, fees: { late_fee_income: 7n, pre_closure_fee_income: 3n } }),
      "repayment_reversed",
      "Dr loss 90; Dr late_fee_income:3 7; Dr pre_closure_fee_income:3 3; Cr cash 100",
    ],
    [losses.bouncedAfterWriteOffEntry("recovery_reversed", { bankId: 3, lost: 0n, fees: { late_fee_income: 7n } }), "recovery_reversed", "Dr late_fee_income:3 7; Cr cash 7"],
    [losses.advanceLostEntry({ loanId: 5, amount: 4n }), "advance_lost", "Dr loss 4; Cr advance:5 4"],
  ];

  test.each(rows.map(([entry, kind, row]) => ({ entry, kind, row })))("$kind: $row", ({ entry, kind, row }) => {
    expect(entry.kind).toBe(kind);
    expect(written(entry)).toBe(row);
  });
});

describe("the payment row", () => {
  // p 10.00, i 2.00, late fee 0.50, servicing fee 10 %, fund share 5 %.
  const earned = { principal: 1_000n, interestGross: 200n, feePpm: 100_000, fundPpm: 50_000 };
  const paid = advanceCounters(newRound(5_000n), earned, 0n);
  const base = { loanId: 5, bankId: 3, source: "cash" as const };

  test("a payment passes on principal, interest, fund share, servicing fee and late fee", () => {
    const entry = entries.repaymentEntry({ ...base, amount: 1_250n, deltas: paid.deltas, lossReturned: 0n, fees: { late_fee_income: 50n } });
    expect(entry.kind).toBe("repayment");
    expect(written(entry)).toBe(
      "Dr cash 1250; Dr funding:5 1000; Cr loan_receivable:5 1000; Cr distributable 1171; Cr provision_fund 9; Cr servicing_fee_income 20; Cr late_fee_income:3 50",
    );
  });

  test("paid from a depositor's waiting money, that money takes the place of cash", () => {
    const entry = entries.repaymentEntry({ ...base, source: { depositorId: 7 }, amount: 1_200n, deltas: paid.deltas, lossReturned: 0n, fees: {} });
    expect(written(entry)).toMatch(/^Dr depositor_available:7 1200; Dr funding:5 1000/);
  });

  test("its reversal takes cash and fees back and leaves funders and fund what they have, against an advance", () => {
    const reversed = advanceCounters(paid.counters, { ...earned, principal: 0n, interestGross: 0n }, paid.advance);
    const entry = entries.repaymentEntry({ ...base, amount: -1_250n, deltas: reversed.deltas, lossReturned: 0n, fees: { late_fee_income: -50n } });
    expect(entry.kind).toBe("repayment_reversed");
    expect(written(entry)).toBe("Cr cash 1250; Dr advance:5 1180; Dr servicing_fee_income 20; Dr late_fee_income:3 50");
  });

  test("a replay that only moves money between interest and principal moves no cash", () => {
    const replayed = advanceCounters(paid.counters, { ...earned, principal: 1_100n, interestGross: 100n }, paid.advance);
    const entry = entries.repaymentEntry({ ...base, amount: 0n, deltas: replayed.deltas, lossReturned: 0n, fees: {} });
    expect(entry.kind).toBe("repayments_replayed");
    expect(written(entry)).toBe(
      "Dr funding:5 100; Dr advance:5 90; Cr loan_receivable:5 100; Cr distributable 100; Dr servicing_fee_income 10",
    );
  });

  test("an amount that the deltas and fees do not explain is a bug", () => {
    expect(() =>
      entries.repaymentEntry({ ...base, amount: 1_251n, deltas: paid.deltas, lossReturned: 0n, fees: { late_fee_income: 50n } }),
    ).toThrow("sum to zero");
    expect(() => entries.repaymentEntry({ ...base, amount: -1n, deltas: { ...paid.deltas, principal: -1n }, lossReturned: 0n, fees: {} })).toThrow(
      "nothing is taken back",
    );
  });
});

describe("amounts that cannot be are bugs", () => {
  test.each([
    ["a deposit of 0", () => entries.depositInvestedEntry({ ...money, amount: 0n, due: 0n })],
    ["a withdrawal below 0", () => entries.withdrawalRequestedEntry({ ...money, amount: -5n })],
    ["a tile of 0", () => entries.loanReservedEntry({ ...parts, tiles: [{ depositorId: 7, amount: 0n }] })],
    ["a bank's tile below 0", () => entries.loanReservedEntry({ ...parts, bankTile: -1n })],
    [
      "a fee that takes the whole loan",
      () => entries.loanDisbursedEntry({ ...loan, fundedFrom: "available", originationFee: 100n }),
    ],
    [
      "a loan that nobody funds",
      () => entries.loanDisbursedEntry({ ...loan, tiles: [], bankTile: 0n, originationFee: 0n, fundedFrom: "available" }),
    ],
    ["a tile sold for less than is handed back", () => entries.tileSoldEntry({ seller: { depositorId: 7, due: 0n }, buyers: [money8], handedBack: 61n })],
    ["a tile sold to nobody", () => entries.tileSoldEntry({ seller: { depositorId: 7, due: 0n }, buyers: [], handedBack: 0n })],
    ["a settlement of nothing", () => entries.settlementEntry([])],
    [
      "a fund that covers more than is outstanding",
      () => losses.writeOffEntry({ loanId: 5, outstanding: 10n, fundCover: 11n, advance: 0n }),
    ],
    [
      "a recovery whose parts do not add up",
      () =>
        losses.recoveryEntry({
          bankId: 3,
          amount: 5n,
          parts: { toAdvance: 0n, toFunders: 4n, toFund: 0n, toLoss: 0n },
          interest: { net: 0n, fund: 0n, margin: 0n },
          fees: {},
        }),
    ],
  ])("%s", (_, post) => {
    expect(post).toThrow();
  });
});
