import { sql } from "drizzle-orm";
import { boolean, check, index, int, json, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import type { EligibilityCriteria } from "@/lib/core/eligibility";
import { money, moneyFromZero, ppm, primaryId, recordedAt, reference, word } from "../columns";

/** A partner bank. Its own money is equity in our ledger: free to lend, or committed to an approved loan. */
export const banks = mysqlTable(
  "banks",
  {
    id: primaryId(),
    name: varchar("name", { length: 80 }).notNull(),
    description: varchar("description", { length: 400 }).notNull().default(""),
    available: moneyFromZero("available"),
    committed: moneyFromZero("committed"),
    recordedAt: recordedAt(),
  },
  (table) => [
    uniqueIndex("banks_name").on(table.name),
    check("banks_available_not_negative", sql`available >= 0`),
    check("banks_committed_not_negative", sql`committed >= 0`),
  ],
);

export const products = mysqlTable(
  "products",
  {
    id: primaryId(),
    bankId: reference("bank_id")
      .notNull()
      .references(() => banks.id),
    /** A fixed name for a product that code must find, such as the instant product; null for all others. */
    code: varchar("code", { length: 32 }),
    listed: boolean("listed").notNull(),
    name: varchar("name", { length: 80 }).notNull(),
    description: varchar("description", { length: 400 }).notNull(),
    amountMin: money("amount_min").notNull(),
    amountMax: money("amount_max").notNull(),
    ratePpm: ppm("rate_ppm").notNull(),
    rateBasis: word("rate_basis", ["year", "term"]).notNull(),
    method: word("method", ["declining", "equal_principal", "bullet", "flat"]).notNull(),
    dayCount: word("day_count", ["30/360", "actual/365", "actual/364", "actual/360", "actual/actual", "actual/actual-isda"]).notNull(),
    intervalUnit: word("interval_unit", ["month", "day"]).notNull(),
    intervalCount: int("interval_count").notNull(),
    instalmentsMin: int("instalments_min").notNull(),
    instalmentsMax: int("instalments_max").notNull(),
    roundInstalmentTo: money("round_instalment_to"),
    roundInstalment: word("round_instalment", ["up", "nearest"]).notNull().default("up"),
    /** The first instalments that ask for less; 0: none. What they ask for, and whether interest is charged meanwhile. */
    graceInstalments: int("grace_instalments").notNull().default(0),
    graceOf: word("grace_of", ["principal", "both"]).notNull().default("principal"),
    graceInterest: word("grace_interest", ["charged", "waived"]).notNull().default("charged"),
    originationFeePpm: ppm("origination_fee_ppm").notNull(),
    preClosureFeePpm: ppm("pre_closure_fee_ppm").notNull(),
    lateFee: moneyFromZero("late_fee"),
    lateFeeGraceDays: int("late_fee_grace_days").notNull(),
    /** A late fee is at most this share of the overdue principal and interest. */
    lateFeeCapPpm: ppm("late_fee_cap_ppm").notNull().default(1_000_000),
    /** Share of interest that the platform keeps. */
    servicingFeePpm: ppm("servicing_fee_ppm").notNull(),
    /** Share of the remaining interest that feeds the provision fund. */
    fundSharePpm: ppm("fund_share_ppm").notNull(),
    /** Null: no rules of eligibility, no score. */
    criteria: json("criteria").$type<EligibilityCriteria>(),
    requiresDocuments: boolean("requires_documents").notNull(),
    approvesAutomatically: boolean("approves_automatically").notNull(),
    /** The part of each loan that the bank keeps itself: skin in the game. */
    bankSharePpm: ppm("bank_share_ppm").notNull(),
    bankTopsUp: boolean("bank_tops_up").notNull(),
    smallestTile: money("smallest_tile").notNull(),
    tileCountMax: int("tile_count_max"),
    /** Funders' money is held for a loan from its approval on, for so many days at most; null: it is found when the loan is paid out. */
    reservationDays: int("reservation_days"),
    recordedAt: recordedAt(),
  },
  (table) => [
    uniqueIndex("products_code").on(table.code),
    // The public catalogue.
    index("products_listed").on(table.listed, table.bankId),
    check("products_amounts", sql`0 < amount_min and amount_min <= amount_max`),
    check("products_instalments", sql`0 < instalments_min and instalments_min <= instalments_max`),
  ],
);
