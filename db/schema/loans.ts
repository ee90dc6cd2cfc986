import { index, int, json, mysqlTable, primaryKey, varchar } from "drizzle-orm/mysql-core";
import { businessDate, instant, money, moneyFromZero, ppm, primaryId, recordedAt, reference, word } from "../columns";
import { banks, products } from "./catalog";
import { users } from "./identity";

/** What was known and decided when somebody applied; kept as it was, whatever changes later. */
export type AssessmentRecord = {
  score: number | null;
  grade: string | null;
  points: { attribute: string; points: number; reason: string }[];
  income: string;
  existingEmi: string;
  instalmentAmount: string;
};

/** An application and the loan it becomes: one row, the state tells. Terms are copied from the product when it is made. */
export const loans = mysqlTable(
  "loans",
  {
    id: primaryId(),
    borrowerId: reference("borrower_id")
      .notNull()
      .references(() => users.id),
    personId: reference("person_id").notNull(),
    productId: reference("product_id")
      .notNull()
      .references(() => products.id),
    bankId: reference("bank_id")
      .notNull()
      .references(() => banks.id),
    state: word("state", ["pending", "approved", "rejected", "withdrawn", "active", "closed", "written_off"]).notNull(),
    principal: money("principal").notNull(),
    instalmentCount: int("instalment_count").notNull(),
    ratePpm: ppm("rate_ppm").notNull(),
    rateBasis: word("rate_basis", ["year", "term"]).notNull(),
    method: word("method", ["declining", "equal_principal", "bullet", "flat"]).notNull(),
    dayCount: word("day_count", ["30/360", "actual/365", "actual/364", "actual/360", "actual/actual", "actual/actual-isda"]).notNull(),
    intervalUnit: word("interval_unit", ["month", "day"]).notNull(),
    intervalCount: int("interval_count").notNull(),
    roundInstalmentTo: money("round_instalment_to"),
    roundInstalment: word("round_instalment", ["up", "nearest"]).notNull().default("up"),
    /** The first instalments that ask for less; 0: none. What they ask for, and whether interest is charged meanwhile. */
    graceInstalments: int("grace_instalments").notNull().default(0),
    graceOf: word("grace_of", ["principal", "both"]).notNull().default("principal"),
    graceInterest: word("grace_interest", ["charged", "waived"]).notNull().default("charged"),
    originationFeePpm: ppm("origination_fee_ppm").notNull(),
    preClosureFeePpm: ppm("pre_closure_fee_ppm").notNull(),
    lateFee: moneyFromZero("late_fee"),
    lateFeeGraceDays: int("late_fee_grace_days").notNull().default(0),
    lateFeeCapPpm: ppm("late_fee_cap_ppm").notNull().default(1_000_000),
    servicingFeePpm: ppm("servicing_fee_ppm").notNull(),
    fundSharePpm: ppm("fund_share_ppm").notNull(),
    purpose: varchar("purpose", { length: 200 }).notNull().default(""),
    grade: word("grade", ["A", "B", "C", "D", "E"]),
    assessment: json("assessment").$type<AssessmentRecord>().notNull(),
    appliedOn: businessDate("applied_on").notNull(),
    decidedOn: businessDate("decided_on"),
    decidedBy: reference("decided_by"),
    decisionReason: varchar("decision_reason", { length: 400 }),
    disbursedOn: businessDate("disbursed_on"),
    disbursementTransferId: reference("disbursement_transfer_id"),
    originationFee: moneyFromZero("origination_fee"),
    closedOn: businessDate("closed_on"),
    closeReason: varchar("close_reason", { length: 40 }),
    /** What staff wrote when they undid a payout that came back; null where nobody wrote anything. */
    closeNote: varchar("close_note", { length: 400 }),
    /** From this day on close of business may close it for good; null: not ended, or closed for good already. */
    closesForGoodOn: businessDate("closes_for_good_on"),
    /** Balances of the loan's own accounts; doctor proves each against its postings. */
    receivable: moneyFromZero("receivable"),
    funding: moneyFromZero("funding"),
    advance: moneyFromZero("advance"),
    /** Of what funders keep beyond what was earned, the part that the platform has given up; comes back when more is earned. */
    advanceLost: moneyFromZero("advance_lost"),
    /** Servicing state besides the instalments: what the reducer in lib/core/repayment.ts needs to go on. */
    instalmentAmount: moneyFromZero("instalment_amount"),
    accruedFrom: businessDate("accrued_from"),
    accruedCarry: varchar("accrued_carry", { length: 64 }).notNull().default("0"),
    /** Stretches of time for which interest was waived; null where it never was. */
    interestPauses: json("interest_pauses").$type<{ from: string; to: string }[]>(),
    /** Moved when a payment or a due date passes; days past due are derived from it and never stored. */
    oldestUnpaidDueOn: businessDate("oldest_unpaid_due_on"),
    recordedAt: recordedAt(),
  },
  (table) => [
    // A borrower's own loans; the pending application of a product.
    index("loans_borrower").on(table.borrowerId, table.state),
    // The officer's queue, oldest first, and the book by state.
    index("loans_state").on(table.state, table.id),
    // Close of business: active loans by what is due.
    index("loans_due").on(table.state, table.oldestUnpaidDueOn),
    index("loans_product").on(table.productId, table.state),
    // Close of business: what may be closed for good.
    index("loans_closing").on(table.closesForGoodOn),
  ],
);

/** One line of the repayment schedule, with what was paid of it. */
export const instalments = mysqlTable(
  "instalments",
  {
    loanId: reference("loan_id")
      .notNull()
      .references(() => loans.id),
    number: int("number").notNull(),
    dueOn: businessDate("due_on").notNull(),
    principal: money("principal").notNull(),
    interest: money("interest").notNull(),
    fee: moneyFromZero("fee"),
    penalty: moneyFromZero("penalty"),
    principalPaid: moneyFromZero("principal_paid"),
    interestPaid: moneyFromZero("interest_paid"),
    feePaid: moneyFromZero("fee_paid"),
    penaltyPaid: moneyFromZero("penalty_paid"),
  },
  (table) => [primaryKey({ columns: [table.loanId, table.number] })],
);

/** Money a borrower sent for a loan, and what it paid. */
export const repayments = mysqlTable(
  "repayments",
  {
    id: primaryId(),
    loanId: reference("loan_id")
      .notNull()
      .references(() => loans.id),
    kind: word("kind", ["instalment", "payoff"]).notNull(),
    prepayment: word("prepayment", ["shorter_term", "lower_instalment", "next_instalments"]).notNull(),
    state: word("state", ["held", "posted", "bounced", "reversed"]).notNull(),
    amount: money("amount").notNull(),
    valueDate: businessDate("value_date").notNull(),
    principal: moneyFromZero("principal"),
    interest: moneyFromZero("interest"),
    fee: moneyFromZero("fee"),
    penalty: moneyFromZero("penalty"),
    preClosureFee: moneyFromZero("pre_closure_fee"),
    entryId: reference("entry_id"),
    transferId: reference("transfer_id"),
    /** Of a reversed payment: the business date, why, and the entry that posted the difference. */
    reversedOn: businessDate("reversed_on"),
    reversalReason: varchar("reversal_reason", { length: 400 }),
    reversalEntryId: reference("reversal_entry_id"),
    recordedAt: recordedAt(),
    settledAt: instant("settled_at"),
  },
  (table) => [index("repayments_loan").on(table.loanId, table.id), index("repayments_state").on(table.state, table.id)],
);

/** A payment holiday or a restructure: what staff changed of a running loan's schedule, kept so that a replay makes it again. */
export const scheduleChanges = mysqlTable(
  "schedule_changes",
  {
    id: primaryId(),
    loanId: reference("loan_id")
      .notNull()
      .references(() => loans.id),
    kind: word("kind", ["holiday", "restructure"]).notNull(),
    changedOn: businessDate("changed_on").notNull(),
    /** The loan's newest journal entry when it was made: its place among the payments of the day. */
    afterEntryId: reference("after_entry_id").notNull(),
    /** Put off by a holiday, or the new count of a restructure. */
    instalments: int("instalments").notNull(),
    interest: word("interest", ["accrues", "waived"]),
    ratePpm: ppm("rate_ppm"),
    /** The loan's terms before, so that a replay can begin with what was agreed. */
    ratePpmBefore: ppm("rate_ppm_before").notNull(),
    instalmentCountBefore: int("instalment_count_before").notNull(),
    graceInstalmentsBefore: int("grace_instalments_before").notNull().default(0),
    reason: varchar("reason", { length: 400 }).notNull(),
    actorId: reference("actor_id").notNull(),
    recordedAt: recordedAt(),
  },
  (table) => [index("schedule_changes_loan").on(table.loanId, table.id)],
);

/**
 * What was known when a loan was given up, and what has come back since. Amounts are minor units; what each of the
 * three is still short of follows: funders from the round's counters, the fund and the platform from these columns.
 */
export const writeOffs = mysqlTable("write_offs", {
  loanId: reference("loan_id")
    .primaryKey()
    .references(() => loans.id),
  writtenOffOn: businessDate("written_off_on").notNull(),
  outstanding: money("outstanding").notNull(),
  fundCover: money("fund_cover").notNull(),
  /** The advance that the platform lost with it, and what it lost of payments that bounced since. */
  advance: money("advance").notNull(),
  /** What the borrower owed on that day, and of payments that bounced since; nothing else is added to it. */
  owedPrincipal: money("owed_principal").notNull(),
  owedInterest: moneyFromZero("owed_interest"),
  owedFees: moneyFromZero("owed_fees"),
  /** Includes what funders would have had, once their loan is closed for good. */
  fundReturned: moneyFromZero("fund_returned"),
  advanceReturned: moneyFromZero("advance_returned"),
  reason: varchar("reason", { length: 400 }).notNull(),
  /** Null where nobody lost anything, so that nothing was posted. */
  entryId: reference("entry_id"),
  actorId: reference("actor_id").notNull(),
  /** When recoveries had made the funders whole. */
  fundersWholeOn: businessDate("funders_whole_on"),
  /** Collection ends when two members of staff say so. */
  endAskedOn: businessDate("end_asked_on"),
  endAskedBy: reference("end_asked_by"),
  endedOn: businessDate("ended_on"),
  endedBy: reference("ended_by"),
  recordedAt: recordedAt(),
});

/** Money that came in for a loan after it was written off, and where it went. */
export const recoveries = mysqlTable(
  "recoveries",
  {
    id: primaryId(),
    loanId: reference("loan_id")
      .notNull()
      .references(() => loans.id),
    amount: money("amount").notNull(),
    businessDate: businessDate("business_date").notNull(),
    /** To what the platform passed on from recoveries that had bounced. */
    toAdvance: moneyFromZero("to_advance"),
    toFunders: moneyFromZero("to_funders"),
    toFund: moneyFromZero("to_fund"),
    toLoss: moneyFromZero("to_loss"),
    /** Gross. */
    interest: moneyFromZero("interest"),
    fees: moneyFromZero("fees"),
    note: varchar("note", { length: 200 }).notNull().default(""),
    entryId: reference("entry_id").notNull(),
    actorId: reference("actor_id").notNull(),
    /** Of one that was taken back: the business date, why, and its entry. Where it went is kept as it was. */
    reversedOn: businessDate("reversed_on"),
    reversalReason: varchar("reversal_reason", { length: 400 }),
    reversalEntryId: reference("reversal_entry_id"),
    recordedAt: recordedAt(),
  },
  (table) => [index("recoveries_loan").on(table.loanId, table.id)],
);
