import type { RowDataPacket } from "mysql2";
import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { loans, products } from "@/db/schema";
import { approvedLoan } from "@/lib/funding/testing";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import type { Ground } from "./ground";

/* Rows in bulk. Everything is made from running numbers, so every run has the same rows. */

const FIRST_DEPOSITOR = 1_000_000;
/** Ids of copied loans are found nowhere else, so that a recorded statement shows where a loan is meant. */
const FIRST_COPY = 7_000_000_001;
const ROWS_PER_STATEMENT = 100_000;

/** A derived table `numbers` with n = 0 … count − 1, without a table or a language of one server only. */
function numbers(count: number): string {
  const digits = Math.max(1, Math.ceil(Math.log10(count)));
  const digit = "(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
  const places = Array.from({ length: digits }, (_, place) => `d${place}.n * ${10 ** place}`);
  const tables = Array.from({ length: digits }, (_, place) => `${digit} d${place}`);
  return `(SELECT ${places.join(" + ")} AS n FROM ${tables.join(" CROSS JOIN ")} HAVING n < ${count}) numbers`;
}

/** Depositors with money that waits, each at a scattered place of the ring; answers the first of their ids, which have no gaps. */
export async function seedDepositors(db: Db, count: number): Promise<number> {
  const [places] = await db.$client.query<RowDataPacket[]>("SELECT COUNT(*) AS taken FROM depositors");
  const first = FIRST_DEPOSITOR + Number(places[0]?.taken ?? 0);
  const connection = await db.$client.getConnection();
  // Nothing here can break them, and a million rows take much less time.
  await connection.query("SET SESSION unique_checks = 0, foreign_key_checks = 0");
  for (let start = 0; start < count; start += ROWS_PER_STATEMENT) {
    const slice = numbers(Math.min(ROWS_PER_STATEMENT, count - start));
    const id = first + start;
    await connection.query(`INSERT INTO persons (id) SELECT ? + n FROM ${slice}`, [id]);
    await connection.query(
      `INSERT INTO users (id, person_id, role, email, password_hash, full_name)
       SELECT ? + n, ? + n, 'depositor', CONCAT('d', ? + n, '@bench.example'), '-', 'Depositor' FROM ${slice}`,
      [id, id, id],
    );
    await connection.query(
      `INSERT INTO depositors (user_id, person_id, available, ring) SELECT ? + n, ? + n, 1000000000 + n % 1000, CRC32(? + n) FROM ${slice}`,
      [id, id, id],
    );
  }
  connection.destroy();
  return first;
}

/** Funders of the ground's product from now on: so many tiles at most. */
export async function allowTiles({ db, product }: Ground, tileCountMax: number): Promise<void> {
  await db.update(products).set({ tileCountMax, bankTopsUp: false }).where(eq(products.id, product.productId));
}

export type LoanSize = { principal: bigint; instalments: number };

/** An approved loan of the ground's borrower. */
export async function seedApprovedLoan({ db, product, borrower }: Ground, { principal, instalments }: LoanSize): Promise<number> {
  const loanId = await approvedLoan(product, borrower, principal);
  await db.update(loans).set({ instalmentCount: instalments }).where(eq(loans.id, loanId));
  return loanId;
}

/** A loan that the operation itself paid out, over at most `funders` depositors. */
export async function seedActiveLoan(ground: Ground, { funders, ...size }: LoanSize & { funders: number }): Promise<number> {
  await allowTiles(ground, funders);
  const loanId = await seedApprovedLoan(ground, size);
  await disburseLoan.execute(ground.admin, { loanId });
  return loanId;
}

/** Copies a loan that is paid out, with its schedule, round and tiles; answers the ids of the copies. */
export async function copyLoan(db: Db, loanId: number, count: number): Promise<number[]> {
  const [last] = await db.$client.query<RowDataPacket[]>("SELECT MAX(id) AS id FROM loans");
  const first = Math.max(Number(last[0]?.id) + 1, FIRST_COPY);
  await copyRows(db, { table: "loans", key: "id", from: loanId, first, count });
  for (const table of ["instalments", "funding_rounds", "tiles"]) await copyRows(db, { table, key: "loan_id", from: loanId, first, count });
  return Array.from({ length: count }, (_, n) => first + n);
}

type Copying = { table: string; key: string; from: number; first: number; count: number };

async function copyRows(db: Db, { table, key, from, first, count }: Copying): Promise<void> {
  const [rows] = await db.$client.query<RowDataPacket[]>(
    `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND COLUMN_NAME <> ?
       AND EXTRA NOT LIKE '%auto_increment%' AND EXTRA NOT LIKE '%GENERATED%'`,
    [table, key],
  );
  const columns = rows.map((row) => String(row.name)).join(", ");
  await db.$client.query(`INSERT INTO ${table} (${key}, ${columns}) SELECT ? + n, ${columns} FROM ${table} CROSS JOIN ${numbers(count)} WHERE ${key} = ?`, [first, from]);
}
