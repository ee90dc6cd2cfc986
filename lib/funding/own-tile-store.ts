import type { RowDataPacket } from "mysql2";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import { bucketOf, daysPastDue, type DelinquencyBucket } from "@/lib/core/delinquency";
import type { Grade, LoanState } from "@/lib/core/loan";
import type { LoanMethod } from "@/lib/core/loan-terms";
import type { Money } from "@/lib/core/money";
import type { TileMoney } from "@/lib/core/tile-sale";
import type { tileSituations } from "./schemas";
import { GIVEN, HELD_INTEREST, HELD_PRINCIPAL } from "./tile-sql";

/** One of a depositor's own tiles. Of the borrower it knows nothing but the grade. Minor units. */
export type OwnTile = {
  tileId: number;
  loanId: number;
  productName: string;
  bankName: string;
  grade: Grade | null;
  annualRatePpm: number;
  rateBasis: "year" | "term";
  amount: Money;
  /** T: the whole loan, the bank's tile included. */
  loanTotal: Money;
  /** What the holder gave for it: the amount, or what was left of it when it was bought. */
  given: Money;
  /** To this holder, by payments and by a sale. */
  principalBack: Money;
  /** By this holder; begins below zero when accrued interest was paid at the purchase. */
  earned: Money;
  state: LoanState;
  fundedOn: BusinessDate;
  /** When this holder got it, and how: from the disbursement, bought, or kept when a part was sold. */
  heldFrom: BusinessDate;
  origin: "funded" | "bought" | "kept";
  /** When it was sold, whole or in part (what was kept is a tile of its own); null while it is held. */
  soldOn: BusinessDate | null;
  daysPastDue: number;
  bucket: DelinquencyBucket;
};

type TileSituation = (typeof tileSituations)[number];

const conditions = {
  working: "t.live = 1 AND l.state = 'active' AND (l.oldest_unpaid_due_on IS NULL OR l.oldest_unpaid_due_on >= ?)",
  late: "t.live = 1 AND l.state = 'active' AND l.oldest_unpaid_due_on < ?",
  // Also given back: the payout of its loan came back, so it was never lent.
  repaid: "t.live = 1 AND l.state IN ('closed', 'withdrawn')",
  written_off: "t.live = 1 AND l.state = 'written_off'",
  sold: "t.live IS NULL",
} as const satisfies Record<TileSituation, string>;

/** The columns by which tiles are sorted, in the words of the address. */
export const tileSorts = ["loan", "grade", "amount", "back", "earned"] as const;
export type TileSort = (typeof tileSorts)[number];

const sortColumns = {
  loan: "t.loan_id",
  grade: "l.grade",
  amount: "t.amount",
  back: "principal_back",
  earned: "earned",
} as const satisfies Record<TileSort, string>;

const FROM_OWN_TILES = `FROM tiles t
  JOIN funding_rounds r ON r.loan_id = t.loan_id AND r.number = t.round_number
  JOIN loans l ON l.id = t.loan_id
  JOIN products p ON p.id = l.product_id
  JOIN banks b ON b.id = l.bank_id
  LEFT JOIN journal_entries acquired ON acquired.id = t.acquired_entry_id
  LEFT JOIN journal_entries ended ON ended.id = t.ended_entry_id
  LEFT JOIN tile_sales bought ON bought.bought_tile_id = t.id
  WHERE t.depositor_id = ?`;

const OWN_TILE_COLUMNS = `t.id, t.loan_id, t.amount, r.total, r.funded_on, l.grade, l.rate_ppm, l.rate_basis, l.state, l.oldest_unpaid_due_on,
  p.name AS product_name, b.name AS bank_name, ${GIVEN} AS given, ${HELD_PRINCIPAL} AS principal_back, ${HELD_INTEREST} AS earned,
  acquired.business_date AS acquired_on, ended.business_date AS ended_on, bought.id AS purchase_id`;

export type OwnTileList = {
  situation: TileSituation | undefined;
  sort: { by: TileSort; descending: boolean } | undefined;
  page: number;
  pageSize: number;
};

/** One page of a depositor's tiles, and how many there are. Without an order asked for, running loans come first, then the newest. */
export async function readOwnTiles(
  db: Db,
  { depositorId, today }: { depositorId: number; today: BusinessDate },
  { situation, sort, page, pageSize }: OwnTileList,
): Promise<{ rows: OwnTile[]; total: number }> {
  const condition = situation ? `AND ${conditions[situation]}` : "";
  const values = condition.includes("?") ? [depositorId, today] : [depositorId];
  const order = sort ? `${sortColumns[sort.by]} ${sort.descending ? "DESC" : "ASC"}, t.id DESC` : "t.live = 1 AND l.state = 'active' DESC, t.id DESC";
  const [[counted], [rows]] = await Promise.all([
    db.$client.query<RowDataPacket[]>(`SELECT COUNT(*) AS total ${FROM_OWN_TILES} ${condition}`, values),
    db.$client.query<RowDataPacket[]>(`SELECT ${OWN_TILE_COLUMNS} ${FROM_OWN_TILES} ${condition} ORDER BY ${order} LIMIT ? OFFSET ?`, [
      ...values,
      pageSize,
      (page - 1) * pageSize,
    ]),
  ]);
  return { rows: rows.map((row) => ownTileOf(row, today)), total: Number(counted[0]?.total ?? 0) };
}

/** Tiles of a depositor, newest first; with `after` those that follow that tile in the list. */
export async function readOwnTilesAfter(
  db: Db,
  { depositorId, today }: { depositorId: number; today: BusinessDate },
  { situation, limit, after }: { situation: TileSituation | undefined; limit: number; after: number | undefined },
): Promise<OwnTile[]> {
  const condition = situation ? `AND ${conditions[situation]}` : "";
  const values = condition.includes("?") ? [depositorId, today] : [depositorId];
  const place = after === undefined ? "" : "AND t.id < ?";
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${OWN_TILE_COLUMNS} ${FROM_OWN_TILES} ${condition} ${place} ORDER BY t.id DESC LIMIT ?`,
    [...values, ...(after === undefined ? [] : [after]), limit],
  );
  return rows.map((row) => ownTileOf(row, today));
}

/** One tile with what its own page says besides. */
export type OwnTileDetail = OwnTile & {
  roundNumber: number;
  /** Its loan is closed for good: settled to the last unit, nothing can follow. */
  final: boolean;
  /** The sales by which the row began and ended, as journal entries, and what was paid and got. */
  acquiredEntryId: number | null;
  endedEntryId: number | null;
  purchase: TileMoney | null;
  sale: (TileMoney & { amount: Money }) | null;
  /** Accrued interest that its holder had back when the loan turned out never to have been lent. */
  interestRefunded: Money;
  instalmentCount: number;
  method: LoanMethod;
  closedOn: BusinessDate | null;
  /** Of the interest that the borrower pays, the platform's share; of the rest, the provision fund's. */
  servicingFeePpm: number;
  fundSharePpm: number;
};

/** One tile of this depositor's; anybody else's does not exist. */
export async function readOwnTile(
  db: Db,
  tileId: number,
  { depositorId, today }: { depositorId: number; today: BusinessDate },
): Promise<OwnTileDetail | null> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT ${OWN_TILE_COLUMNS}, t.round_number, t.closed, t.acquired_entry_id, t.ended_entry_id, t.refunded_interest,
       bought.principal AS bought_principal, bought.interest AS bought_interest,
       (SELECT SUM(s.amount) FROM tile_sales s WHERE s.sold_tile_id = t.id) AS sold_amount,
       (SELECT SUM(s.principal - s.handed_back + s.handed_back_interest) FROM tile_sales s WHERE s.sold_tile_id = t.id) AS sold_principal,
       (SELECT SUM(s.interest - s.handed_back_interest) FROM tile_sales s WHERE s.sold_tile_id = t.id) AS sold_interest,
       l.instalment_count, l.method, l.closed_on, l.servicing_fee_ppm, l.fund_share_ppm
     ${FROM_OWN_TILES} AND t.id = ? LIMIT 1`,
    [depositorId, tileId],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    ...ownTileOf(row, today),
    roundNumber: Number(row.round_number),
    final: Number(row.closed) === 1 && row.ended_entry_id === null,
    acquiredEntryId: row.acquired_entry_id === null ? null : Number(row.acquired_entry_id),
    endedEntryId: row.ended_entry_id === null ? null : Number(row.ended_entry_id),
    purchase: row.bought_principal === null ? null : { principal: BigInt(row.bought_principal), interest: BigInt(row.bought_interest) },
    sale: row.sold_amount === null ? null : { amount: BigInt(row.sold_amount), principal: BigInt(row.sold_principal), interest: BigInt(row.sold_interest) },
    interestRefunded: BigInt(row.refunded_interest),
    instalmentCount: Number(row.instalment_count),
    method: row.method as LoanMethod,
    closedOn: row.closed_on as BusinessDate | null,
    servicingFeePpm: Number(row.servicing_fee_ppm),
    fundSharePpm: Number(row.fund_share_ppm),
  };
}

function ownTileOf(row: RowDataPacket, today: BusinessDate): OwnTile {
  const state = row.state as LoanState;
  const late = state === "active" ? daysPastDue(row.oldest_unpaid_due_on as BusinessDate | null, today) : 0;
  return {
    tileId: Number(row.id),
    loanId: Number(row.loan_id),
    productName: String(row.product_name),
    bankName: String(row.bank_name),
    grade: row.grade as Grade | null,
    annualRatePpm: Number(row.rate_ppm),
    rateBasis: row.rate_basis as "year" | "term",
    amount: BigInt(row.amount),
    loanTotal: BigInt(row.total),
    given: BigInt(row.given),
    principalBack: BigInt(row.principal_back),
    earned: BigInt(row.earned),
    state,
    fundedOn: row.funded_on as BusinessDate,
    heldFrom: (row.acquired_on ?? row.funded_on) as BusinessDate,
    origin: originOf(row),
    soldOn: row.ended_on as BusinessDate | null,
    daysPastDue: late,
    bucket: bucketOf(late),
  };
}

function originOf(row: RowDataPacket): OwnTile["origin"] {
  if (row.acquired_on === null) return "funded";
  return row.purchase_id === null ? "kept" : "bought";
}
