import { sql } from "drizzle-orm";
import { boolean, check, index, int, mysqlTable, primaryKey, tinyint, uniqueIndex } from "drizzle-orm/mysql-core";
import { businessDate, money, moneyFromZero, ppm, primaryId, recordedAt, reference, word } from "../columns";
import { users } from "./identity";
import { loans } from "./loans";

/** A depositor's money and strategy. `ring` is a fixed pseudo-random place in the queue of those whose turn comes. */
export const depositors = mysqlTable(
  "depositors",
  {
    userId: reference("user_id")
      .primaryKey()
      .references(() => users.id),
    personId: reference("person_id").notNull(),
    available: moneyFromZero("available"),
    reserved: moneyFromZero("reserved"),
    committed: moneyFromZero("committed"),
    due: moneyFromZero("due"),
    /** Σ (amount − settled principal) of the live tiles: own money at work, as far as it is settled. */
    working: moneyFromZero("working"),
    ring: int("ring", { unsigned: true }).notNull(),
    /** Bit 0 = A … bit 4 = E. */
    acceptedGrades: tinyint("accepted_grades").notNull().default(31),
    longestTermDays: int("longest_term_days"),
    largestSharePpm: ppm("largest_share_ppm").notNull().default(1_000_000),
    keepAside: moneyFromZero("keep_aside"),
    reinvest: boolean("reinvest")
      .notNull()
      .default(sql`true`),
    eligible: boolean("eligible").generatedAlwaysAs(sql`(available > keep_aside and due = 0)`, { mode: "stored" }),
    recordedAt: recordedAt(),
  },
  (table) => [
    // The ring: the next candidates of a loan, from the cursor on.
    index("depositors_ring").on(table.eligible, table.ring),
    check("depositors_available_not_negative", sql`available >= 0`),
    check("depositors_reserved_not_negative", sql`reserved >= 0`),
    check("depositors_committed_not_negative", sql`committed >= 0`),
  ],
);

/** Where the last loan stopped on the ring, and the gate through which one short loan at a time goes. */
export const pools = mysqlTable("pools", {
  id: int("id").primaryKey(),
  cursor: int("cursor_position", { unsigned: true }).notNull(),
});

export const poolGates = mysqlTable("pool_gates", {
  id: int("id").primaryKey(),
});

/** One disbursement of a loan with the cumulative counters that make a payment cost the same for 10 funders and for 10,000. */
export const fundingRounds = mysqlTable(
  "funding_rounds",
  {
    loanId: reference("loan_id")
      .notNull()
      .references(() => loans.id),
    number: tinyint("number").notNull(),
    /** T: Σ of the tiles, never changes. */
    total: money("total").notNull(),
    pooled: money("pooled").notNull(),
    tileCount: int("tile_count").notNull(),
    cumPrincipal: moneyFromZero("cum_principal"),
    /** Net of margin and fund: what belongs to the funders. */
    cumInterest: moneyFromZero("cum_interest"),
    cumFund: moneyFromZero("cum_fund"),
    interestGross: moneyFromZero("interest_gross"),
    marginCum: moneyFromZero("margin_cum"),
    closedForGood: boolean("closed_for_good")
      .notNull()
      .default(sql`false`),
    fundedOn: businessDate("funded_on").notNull(),
    /** How the allocation went: from the ring, after one extension, or behind the gate. */
    path: word("path", ["ring", "extended", "gate"]).notNull(),
    /** The mark: every tile has been paid its part of counters as high as these. Only settlement moves it. */
    markPrincipal: moneyFromZero("mark_principal"),
    markInterest: moneyFromZero("mark_interest"),
    /** The idempotency row of the run that moved the mark, at first of the disbursement: a smaller one has waited longer. */
    markKeyId: reference("mark_key_id")
      .notNull()
      .default(sql`0`),
    unsettled: boolean("unsettled").generatedAlwaysAs(sql`(cum_principal + cum_interest > mark_principal + mark_interest)`, { mode: "stored" }),
  },
  (table) => [
    primaryKey({ columns: [table.loanId, table.number] }),
    // Settlement: rounds with something to pass on, those first that have waited longest.
    index("funding_rounds_unsettled").on(table.unsettled, table.markKeyId),
  ],
);

/** One funder's part of one loan. `depositor_id` null is the bank's own tile, always with the last offset. */
export const tiles = mysqlTable(
  "tiles",
  {
    id: primaryId(),
    loanId: reference("loan_id").notNull(),
    roundNumber: tinyint("round_number").notNull(),
    depositorId: reference("depositor_id"),
    bankId: reference("bank_id"),
    amount: money("amount").notNull(),
    offset: money("offset_before").notNull(),
    settledPrincipal: moneyFromZero("settled_principal"),
    settledInterest: moneyFromZero("settled_interest"),
    /** What the counters had brought the tile when its holder bought it: an earlier holder's. 0 from the disbursement on. */
    basePrincipal: moneyFromZero("base_principal"),
    baseInterest: moneyFromZero("base_interest"),
    /** Its loan was never lent: of all the accrued interest that its holder had paid for tiles of it, what no sale had brought back. */
    refundedInterest: moneyFromZero("refunded_interest"),
    /** Settled to the last unit and nothing more to come: its loan is closed for good, or the tile was sold. */
    closed: boolean("closed")
      .notNull()
      .default(sql`false`),
    /** The sale by which a row began or ended; rows never change owner. Null: from the disbursement on, and still live. */
    acquiredEntryId: reference("acquired_entry_id"),
    endedEntryId: reference("ended_entry_id"),
    live: boolean("live").generatedAlwaysAs(sql`(if(ended_entry_id is null, 1, null))`, { mode: "stored" }),
    recordedAt: recordedAt(),
  },
  (table) => [
    // One live tile at each offset; ended ones, whose `live` is null, do not count.
    uniqueIndex("tiles_round").on(table.loanId, table.roundNumber, table.offset, table.live),
    // A depositor's exact balance: open tiles joined to their rounds.
    index("tiles_depositor").on(table.depositorId, table.closed, table.loanId),
    index("tiles_bank").on(table.bankId, table.closed, table.loanId),
    check("tiles_amount_positive", sql`amount > 0`),
  ],
);

/** Who was asked for a loan, what their limits allowed, which limit held, and what they gave. */
export const allocationCandidates = mysqlTable(
  "allocation_candidates",
  {
    loanId: reference("loan_id").notNull(),
    roundNumber: tinyint("round_number").notNull(),
    depositorId: reference("depositor_id").notNull(),
    position: int("position").notNull(),
    cap: money("cap").notNull(),
    heldBy: word("held_by", [
      "available",
      "share_of_own_money",
      "kept_aside",
      "grade_not_accepted",
      "term_too_long",
      "own_loan",
      "due_from_depositor",
      "smallest_tile",
      "tile_count",
      "even_share",
    ]).notNull(),
    given: money("given").notNull(),
  },
  (table) => [primaryKey({ columns: [table.loanId, table.roundNumber, table.depositorId] })],
);

/** Money held for an approved loan until it is paid out. Who gives what is in `allocation_candidates`. */
export const reservations = mysqlTable(
  "reservations",
  {
    loanId: reference("loan_id")
      .primaryKey()
      .references(() => loans.id),
    state: word("state", ["held", "used", "released"]).notNull(),
    bankPart: money("bank_part").notNull(),
    path: word("path", ["ring", "extended", "gate"]).notNull(),
    reservedOn: businessDate("reserved_on").notNull(),
    expiresOn: businessDate("expires_on").notNull(),
    endedOn: businessDate("ended_on"),
    recordedAt: recordedAt(),
  },
  // Close of business: what has expired.
  (table) => [index("reservations_expiry").on(table.state, table.expiresOn)],
);

/** A tile that its depositor wants to sell at par plus accrued interest; sold whole or in parts, at close of business. */
export const tileOffers = mysqlTable(
  "tile_offers",
  {
    id: primaryId(),
    /** The live tile that is left of it; moves when a part is sold. */
    tileId: reference("tile_id").notNull(),
    loanId: reference("loan_id").notNull(),
    roundNumber: tinyint("round_number").notNull(),
    sellerId: reference("seller_id").notNull(),
    state: word("state", ["open", "sold", "taken_back", "lapsed"]).notNull(),
    offeredOn: businessDate("offered_on").notNull(),
    /** The business date whose cycle has asked buyers for it: each offer is tried once a date. On its own first day it counts as tried. */
    triedOn: businessDate("tried_on").notNull(),
    /** Why an offer lapsed. */
    lapsedFor: word("lapsed_for", ["not_running", "past_due", "advance", "nothing_left"]),
    endedOn: businessDate("ended_on"),
    recordedAt: recordedAt(),
  },
  (table) => [
    // The market, oldest first; the next offer of a day's cycle, without those it has tried; a depositor's own offers.
    index("tile_offers_state").on(table.state, table.id),
    index("tile_offers_cycle").on(table.state, table.triedOn, table.id),
    index("tile_offers_seller").on(table.sellerId, table.id),
    index("tile_offers_tile").on(table.tileId),
  ],
);

/** One purchase of a tile or a part of it. */
export const tileSales = mysqlTable(
  "tile_sales",
  {
    id: primaryId(),
    offerId: reference("offer_id").notNull(),
    loanId: reference("loan_id").notNull(),
    roundNumber: tinyint("round_number").notNull(),
    sellerId: reference("seller_id").notNull(),
    buyerId: reference("buyer_id").notNull(),
    soldTileId: reference("sold_tile_id").notNull(),
    boughtTileId: reference("bought_tile_id").notNull(),
    /** Of the tile that was sold: its nominal amount. */
    amount: money("amount").notNull(),
    /** The price is both: principal not yet settled, and interest accrued to the day. */
    principal: money("principal").notNull(),
    interest: money("interest").notNull(),
    /** Units the seller gave back because two floors may add up to less than one, and what of it is interest. */
    handedBack: money("handed_back").notNull(),
    handedBackInterest: money("handed_back_interest").notNull(),
    soldOn: businessDate("sold_on").notNull(),
    entryId: reference("entry_id").notNull(),
    recordedAt: recordedAt(),
  },
  (table) => [
    // Own sales and purchases, newest first.
    index("tile_sales_buyer").on(table.buyerId, table.id),
    index("tile_sales_seller").on(table.sellerId, table.id),
    // How a tile came to its holder, and how it went.
    index("tile_sales_bought_tile").on(table.boughtTileId),
    index("tile_sales_sold_tile").on(table.soldTileId),
    // Former holders of a loan.
    index("tile_sales_loan").on(table.loanId, table.id),
    // What was sold in the last business dates.
    index("tile_sales_date").on(table.soldOn),
  ],
);
