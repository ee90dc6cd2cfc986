import { boolean, char, customType, int, mediumtext, mysqlTable, primaryKey, tinyint, uniqueIndex } from "drizzle-orm/mysql-core";
import { businessDate, instant, money, primaryId, recordedAt, reference } from "../columns";

/** A SHA-256 as hexadecimal digits. */
const digits = (name: string) => char(name, { length: 64 });

const bytes = customType<{ data: Buffer }>({ dataType: () => "mediumblob" });

/**
 * The root of each night over all depositors' positions and all rounds of loans, with the sums that it states. Kept
 * for ever; each covers the one before. `secret`, from which the night's salts are made, goes with its positions.
 */
export const positionProofs = mysqlTable(
  "position_proofs",
  {
    id: primaryId(),
    businessDate: businessDate("business_date").notNull(),
    takenAt: instant("taken_at").notNull(),
    currency: char("currency", { length: 3 }).notNull(),
    root: digits("root").notNull(),
    previousRoot: digits("previous_root"),
    positionLeaves: int("position_leaves").notNull(),
    positionsRoot: digits("positions_root").notNull(),
    waiting: money("waiting").notNull(),
    reserved: money("reserved").notNull(),
    committed: money("committed").notNull(),
    due: money("due").notNull(),
    working: money("working").notNull(),
    roundLeaves: int("round_leaves").notNull(),
    roundsRoot: digits("rounds_root").notNull(),
    outstanding: money("outstanding").notNull(),
    dust: money("dust").notNull(),
    depositorsWorking: money("depositors_working").notNull(),
    banksWorking: money("banks_working").notNull(),
    secret: digits("secret"),
    recordedAt: recordedAt(),
  },
  (table) => [uniqueIndex("position_proofs_date").on(table.businessDate)],
);

/** A depositor's position as a night proved it. Kept for the newest nights only. */
export const provedPositions = mysqlTable(
  "proved_positions",
  {
    businessDate: businessDate("business_date").notNull(),
    depositorId: reference("depositor_id").notNull(),
    firstPlace: int("first_place").notNull(),
    secondPlace: int("second_place").notNull(),
    available: money("available").notNull(),
    settling: money("settling").notNull(),
    reserved: money("reserved").notNull(),
    committed: money("committed").notNull(),
    due: money("due").notNull(),
    working: money("working").notNull(),
    /** A list of [loan, round, offset, amount, settled principal, settled interest]. */
    tiles: mediumtext("tiles").notNull(),
  },
  (table) => [primaryKey({ columns: [table.businessDate, table.depositorId] })],
);

/** A round of a loan as a night proved it. */
export const provedRounds = mysqlTable(
  "proved_rounds",
  {
    businessDate: businessDate("business_date").notNull(),
    loanId: reference("loan_id").notNull(),
    roundNumber: tinyint("round_number").notNull(),
    firstPlace: int("first_place").notNull(),
    secondPlace: int("second_place").notNull(),
    isWrittenOff: boolean("is_written_off").notNull(),
    total: money("total").notNull(),
    cumPrincipal: money("cum_principal").notNull(),
    cumInterest: money("cum_interest").notNull(),
    tileCount: int("tile_count").notNull(),
    tilesRoot: digits("tiles_root").notNull(),
    depositorsWorking: money("depositors_working").notNull(),
    banksWorking: money("banks_working").notNull(),
    /** A list of [depositor or 0, bank or 0, amount] in the order of the offsets. */
    tiles: mediumtext("tiles").notNull(),
  },
  (table) => [primaryKey({ columns: [table.businessDate, table.loanId, table.roundNumber] })],
);

/** The leaves of a night's trees, 256 in a row (hash and sums of each), and the node over them. */
export const proofChunks = mysqlTable(
  "proof_chunks",
  {
    businessDate: businessDate("business_date").notNull(),
    tree: tinyint("tree").notNull(),
    number: int("number").notNull(),
    leaves: bytes("leaves").notNull(),
    node: bytes("node").notNull(),
  },
  (table) => [primaryKey({ columns: [table.businessDate, table.tree, table.number] })],
);
