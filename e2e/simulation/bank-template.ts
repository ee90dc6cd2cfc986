import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import { database } from "@/db/client";
import type { Actor } from "@/lib/core/permissions";
import { createAdmin } from "@/lib/identity/operations/create-admin";
import { system } from "@/lib/core/permissions";
import { install } from "@/scripts/story/install";
import { fillInDetails, registerPerson, type BorrowerDetails } from "@/scripts/story/people";

/** The date on which every world begins: the last of a long month, in the year before a leap year. */
export const FIRST_DAY = "2027-01-31";

const DEPOSITORS = 14;
const BORROWERS = 9;
/** So many borrowers are depositors too: nobody may fund a loan of their own. */
const BOTH = 2;
const PASSWORD = "correct horse 1";

export type People = { officers: [Actor, Actor]; depositors: Actor[]; borrowers: Actor[] };

/** A bank with its people and no money yet, and how to have it back as it was. */
export type BankTemplate = { people: People; restore: () => Promise<void> };

/** Installs a bank, lets everybody register, and keeps every table as it is then: registering is slow on purpose. */
export async function openTemplate(): Promise<BankTemplate> {
  await install(FIRST_DAY, { demo: true });
  const people = await registerPeople();
  const saved = await saveTables();
  return { people, restore: () => restoreTables(saved) };
}

async function registerPeople(): Promise<People> {
  const borrowers: Actor[] = [];
  for (let index = 0; index < BORROWERS; index += 1) {
    const borrower = await registerPerson({ role: "borrower", fullName: `Borrower ${index}`, email: `person${index}@example.com`, password: PASSWORD });
    await fillInDetails(borrower, `Borrower ${index}`, detailsOf(index));
    borrowers.push(borrower);
  }
  const depositors: Actor[] = [];
  for (let index = 0; index < DEPOSITORS; index += 1) {
    const email = index < BOTH ? `person${index}@example.com` : `depositor${index}@example.com`;
    depositors.push(await registerPerson({ role: "depositor", fullName: `Depositor ${index}`, email, password: PASSWORD }));
  }
  return { officers: [await hire("officer"), await hire("second")], depositors, borrowers };
}

async function hire(name: string): Promise<Actor> {
  const { userId } = await createAdmin.execute(system, { email: `${name}@example.com`, password: PASSWORD });
  return { id: userId, role: "admin", sessionId: null };
}

/** Incomes that allow every loan, and lives that earn different grades. */
function detailsOf(index: number): BorrowerDetails {
  const statuses = ["Employed", "Self-employed", "Student"] as const;
  return {
    dateOfBirth: `${1955 + index * 6}-0${1 + (index % 9)}-15`,
    employmentStatus: statuses[index % statuses.length] ?? "Employed",
    monthlyIncome: index % 4 === 3 ? "40000" : "9000000",
    jobTitle: "Engineer",
    employer: "Works",
    monthlyEmi: index % 3 === 1 ? "9000" : "0",
  };
}

type SavedTable = { name: string; columns: string[]; rows: unknown[][]; nextId: number | null };

async function saveTables(): Promise<SavedTable[]> {
  const saved: SavedTable[] = [];
  const [tables] = await database().$client.query<RowDataPacket[]>(
    "SELECT table_name AS name, auto_increment AS next_id FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name",
  );
  for (const { name, next_id: nextId } of tables) {
    if (name === "__drizzle_migrations") continue;
    const columns = await writableColumns(name);
    const [rows] = await database().$client.query<RowDataPacket[][]>({ sql: `SELECT ${columns.join(", ")} FROM ${name}`, rowsAsArray: true, typeCast: asText });
    saved.push({ name, columns, rows, nextId: nextId === null ? null : Number(nextId) });
  }
  return saved;
}

/** As the server wrote it, so that it goes back as it came: no digit of a number and no instant is read and written anew. */
function asText(field: { type: string; buffer: () => Buffer | null; string: () => string | null }) {
  return field.type === "BLOB" || field.type === "VAR_STRING" || field.type === "STRING" ? field.buffer() : field.string();
}

async function writableColumns(table: string): Promise<string[]> {
  const [columns] = await database().$client.query<RowDataPacket[]>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND COALESCE(generation_expression, '') = '' ORDER BY ordinal_position",
    [table],
  );
  return columns.map(({ name }) => `\`${name}\``);
}

async function restoreTables(saved: readonly SavedTable[]): Promise<void> {
  const connection = await database().$client.getConnection();
  await connection.query("SET foreign_key_checks = 0");
  for (const table of saved) await restoreTable(connection, table);
  await connection.query("SET foreign_key_checks = 1");
  connection.release();
}

async function restoreTable(connection: PoolConnection, { name, columns, rows, nextId }: SavedTable): Promise<void> {
  await connection.query(`TRUNCATE TABLE ${name}`);
  if (rows.length > 0) await connection.query(`INSERT INTO ${name} (${columns.join(", ")}) VALUES ?`, [rows]);
  // Ids that the template has used up stay used up, so that a world's ids are the same the first time and every other.
  if (nextId !== null) await connection.query(`ALTER TABLE ${name} AUTO_INCREMENT = ${nextId}`);
}
