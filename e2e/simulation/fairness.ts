import type { RowDataPacket } from "mysql2";
import { rowsOf } from "./world";

const MILLION = 1_000_000n;
const EVERY_GRADE = 31;

/**
 * What is wrong with how a loan was just allocated: whether anybody gave who did not want to or may not, or more than
 * the own limits allow, and whether it was shared as evenly as those limits let it be. To be asked right after the
 * allocation, while strategies and balances are those by which it was made.
 */
export async function unfairnessOf(loanId: number): Promise<string[]> {
  const rows = await rowsOf(
    `SELECT a.depositor_id, a.given, a.cap, a.held_by, d.available, d.available + d.committed + d.working AS own, d.keep_aside, d.largest_share_ppm,
       d.accepted_grades, d.due, d.person_id, l.person_id AS borrower, l.grade, l.principal, p.smallest_tile, p.tile_count_max
     FROM allocation_candidates a JOIN depositors d ON d.user_id = a.depositor_id JOIN loans l ON l.id = a.loan_id JOIN products p ON p.id = l.product_id
     WHERE a.loan_id = ? ORDER BY a.position`,
    [loanId],
  );
  const givers = rows.filter((row) => BigInt(row.given) > 0n);
  const pooled = givers.reduce((sum, row) => sum + BigInt(row.given), 0n);
  const found = givers.flatMap((row) => limitsBroken(row, pooled).map((limit) => `loan ${loanId}: depositor ${row.depositor_id} gave ${row.given}, ${limit}`));
  const [first] = givers;
  if (first && first.tile_count_max !== null && givers.length > Number(first.tile_count_max)) found.push(`loan ${loanId} has ${givers.length} tiles of at most ${first.tile_count_max}`);
  return [...found, ...unevenness(loanId, givers)];
}

function limitsBroken(row: RowDataPacket, pooled: bigint): string[] {
  const [given, smallest] = [BigInt(row.given), BigInt(row.smallest_tile)];
  const accepts = row.grade === null ? Number(row.accepted_grades) === EVERY_GRADE : (Number(row.accepted_grades) & (1 << "ABCDE".indexOf(String(row.grade)))) !== 0;
  const broken: [boolean, string][] = [
    [row.person_id === row.borrower, "for a loan of the own person"],
    [BigInt(row.due) > 0n, "with money due"],
    [!accepts, `for grade ${row.grade}, which is not accepted`],
    [BigInt(row.available) < BigInt(row.keep_aside), `and has ${row.available} left of ${row.keep_aside} to be kept aside`],
    [given > (BigInt(row.own) * BigInt(row.largest_share_ppm)) / MILLION, `of ${row.own} with ${row.largest_share_ppm} ppm at most`],
    [given < (smallest < pooled ? smallest : pooled), `below the smallest tile ${smallest}`],
  ];
  return broken.filter(([isBroken]) => isBroken).map(([, what]) => what);
}

/** Who could have given more gave the same as the others who could, but for odd units, and nobody gave more than they. */
function unevenness(loanId: number, givers: readonly RowDataPacket[]): string[] {
  const free = givers.filter((row) => BigInt(row.given) < BigInt(row.cap)).map((row) => BigInt(row.given));
  if (free.length === 0) return [];
  const [least, most] = [free.reduce((low, each) => (each < low ? each : low)), free.reduce((high, each) => (each > high ? each : high))];
  const above = givers.some((row) => BigInt(row.given) > least + 1n);
  return most - least > 1n || above ? [`loan ${loanId} is not shared evenly: ${givers.map((row) => `${row.given} of ${row.cap}`).join(", ")}`] : [];
}
