import type { RowDataPacket } from "mysql2";
import { unfairnessOf } from "./fairness";
import { floorsOf, notePayments, noteRecovery, noteRecoveryBounced, noteSale, noteUndone, noteWriteOff, type Loan, type RecoveryParts, type Tile, type WriteOff } from "./loan-reckoning";
import { rowsOf } from "./world";

/** Everything that the simulation knows of its own. Minor units. */
export type Reckoning = {
  deposited: Map<number, bigint>;
  capital: Map<number, bigint>;
  /** What banks have put into the provision fund. */
  fedByBanks: bigint;
  loans: Map<number, Loan>;
  /** Loans whose allocation was judged. */
  allocated: Set<number>;
  salesSeen: number;
  recoveries: Map<number, { parts: RecoveryParts; bounced: boolean }>;
};

/** Who funds a loan that was just paid out, and on what terms it shares its interest. */
export async function readNewLoan(loanId: number): Promise<Loan> {
  const [row] = await rowsOf("SELECT principal, origination_fee, servicing_fee_ppm, fund_share_ppm FROM loans WHERE id = ?", [loanId]);
  const tiles = await rowsOf("SELECT id, depositor_id, bank_id, amount, offset_before FROM tiles WHERE loan_id = ? ORDER BY offset_before", [loanId]);
  if (!row) throw new Error(`there is no loan ${loanId}`);
  return {
    principal: BigInt(row.principal),
    originationFee: BigInt(row.origination_fee),
    feePpm: BigInt(row.servicing_fee_ppm),
    fundPpm: BigInt(row.fund_share_ppm),
    tiles: tiles.map((tile) => ({ ...placeOf(tile), cost: BigInt(tile.amount), before: { principal: 0n, interest: 0n }, soldWith: null })),
    paid: { principal: 0n, interest: 0n, late: 0n, preClosure: 0n, cash: 0n },
    given: { principal: 0n, interest: 0n, fund: 0n, margin: 0n },
    isFinal: false,
    lost: null,
    undone: null,
  };
}

function placeOf(row: RowDataPacket) {
  return { tileId: Number(row.id), depositorId: row.depositor_id as number | null, bankId: row.bank_id as number | null, amount: BigInt(row.amount), offset: BigInt(row.offset_before) };
}

/** Takes in what happened since the last look, in the order in which one event can do it; answers what is not right. */
export async function noteWhatHappened(reckoning: Reckoning): Promise<string[]> {
  await lookAtPayments(reckoning);
  return [...(await lookAtAllocations(reckoning)), ...(await lookAtSales(reckoning)), ...(await lookAtWriteOffs(reckoning)), ...(await lookAtRecoveries(reckoning)), ...(await lookAtClosings(reckoning)), ...(await lookAtUndone(reckoning))];
}

async function lookAtPayments({ loans }: Reckoning): Promise<void> {
  const rows = await rowsOf(
    `SELECT i.loan_id, SUM(i.principal_paid) AS principal, SUM(i.interest_paid) AS interest, SUM(i.fee_paid + i.penalty_paid) AS late,
       (SELECT COALESCE(SUM(amount), 0) FROM repayments r WHERE r.loan_id = i.loan_id AND r.state = 'posted') AS cash
     FROM instalments i GROUP BY i.loan_id`,
  );
  for (const row of rows) {
    const [principal, interest, late, cash] = [BigInt(row.principal), BigInt(row.interest), BigInt(row.late), BigInt(row.cash)];
    notePayments(loanOf(loans, row), { principal, interest, late, cash, preClosure: cash - principal - interest - late });
  }
}

async function lookAtAllocations({ allocated }: Reckoning): Promise<string[]> {
  const found: string[] = [];
  for (const row of await rowsOf("SELECT DISTINCT loan_id FROM allocation_candidates ORDER BY loan_id")) {
    const loanId = Number(row.loan_id);
    if (!allocated.has(loanId)) found.push(...(await unfairnessOf(loanId)));
    allocated.add(loanId);
  }
  return found;
}

async function lookAtSales(reckoning: Reckoning): Promise<string[]> {
  const sales = await rowsOf("SELECT id, entry_id, loan_id, sold_tile_id, bought_tile_id, amount, principal, interest FROM tile_sales WHERE id > ? ORDER BY id", [reckoning.salesSeen]);
  const found: string[] = [];
  for (const entryId of new Set(sales.map((sale) => Number(sale.entry_id)))) {
    const ofTile = sales.filter((sale) => Number(sale.entry_id) === entryId);
    found.push(...(await noteSaleOfTile(reckoning, ofTile)));
  }
  reckoning.salesSeen = Number(sales.at(-1)?.id ?? reckoning.salesSeen);
  return found;
}

async function noteSaleOfTile({ loans }: Reckoning, sales: readonly RowDataPacket[]): Promise<string[]> {
  const [first] = sales;
  if (!first) return [];
  const loan = loanOf(loans, first);
  const sold = loan.tiles.find((tile) => tile.tileId === Number(first.sold_tile_id));
  if (!sold) return [`tile ${first.sold_tile_id} was sold and is not known`];
  const begun = await rowsOf("SELECT id, depositor_id, bank_id, amount, offset_before FROM tiles WHERE acquired_entry_id = ? ORDER BY offset_before", [first.entry_id]);
  const priceOf = (tileId: number) => sales.filter((sale) => Number(sale.bought_tile_id) === tileId).reduce((sum, sale) => sum + BigInt(sale.principal) + BigInt(sale.interest), 0n);
  const parts = begun.map((row) => ({ ...placeOf(row), cost: priceOf(Number(row.id)) }));
  const found = sales.filter((sale) => !isAtPar(loan, sale)).map((sale) => `sale ${sale.id}: principal of the price is not what is left of the part`);
  noteSale(loan, sold, { parts, price: parts.reduce((sum, { cost }) => sum + cost, 0n) });
  return [...found, ...(addsUpTo(sold, parts) ? [] : [`tile ${sold.tileId}: the parts it was sold in are not the whole`])];
}

function isAtPar(loan: Loan, sale: RowDataPacket): boolean {
  const amount = BigInt(sale.amount);
  return BigInt(sale.principal) === amount - floorsOf(loan, amount).principal && BigInt(sale.interest) >= 0n;
}

function addsUpTo({ amount, offset }: Tile, parts: readonly { amount: bigint; offset: bigint }[]): boolean {
  let end = offset;
  return parts.every((part) => part.offset === end && (end += part.amount) > 0n) && end === offset + amount;
}

async function lookAtWriteOffs({ loans, fedByBanks }: Reckoning): Promise<string[]> {
  const found: string[] = [];
  for (const row of await rowsOf("SELECT loan_id, owed_principal, owed_interest, owed_fees, outstanding, fund_cover, advance FROM write_offs ORDER BY loan_id")) {
    const loan = loanOf(loans, row);
    const owed = { principal: BigInt(row.owed_principal), interest: BigInt(row.owed_interest), fees: BigInt(row.owed_fees) };
    const lost = loan.lost ?? noteWriteOff(loan, owed, fundOf(loans, fedByBanks));
    const said = saidOf(owed, { outstanding: BigInt(row.outstanding), cover: BigInt(row.fund_cover), advance: BigInt(row.advance) });
    const reckoned = saidOf(lost.owed, lost);
    if (said !== reckoned) found.push(`write-off of loan ${row.loan_id}: says ${said}, reckoned ${reckoned}`);
  }
  return found;
}

/** What is in the provision fund. */
function fundOf(loans: ReadonlyMap<number, Loan>, fedByBanks: bigint): bigint {
  return [...loans.values()].reduce((sum, { given, lost }) => sum + given.fund - (lost?.cover ?? 0n) + (lost?.recovered.fund ?? 0n), fedByBanks);
}

function saidOf({ principal, interest, fees }: WriteOff["owed"], { outstanding, cover, advance }: Pick<WriteOff, "outstanding" | "cover" | "advance">): string {
  return `owed ${principal} ${interest} ${fees}, outstanding ${outstanding}, covered ${cover}, lost by the platform ${advance}`;
}

async function lookAtRecoveries({ loans, recoveries }: Reckoning): Promise<string[]> {
  const found: string[] = [];
  for (const row of await rowsOf("SELECT id, loan_id, amount, to_advance, to_funders, to_fund, to_loss, interest, fees, reversed_on FROM recoveries ORDER BY id")) {
    const loan = loanOf(loans, row);
    if (!loan.lost) return [`recovery ${row.id} is of a loan that was not written off`];
    const known = recoveries.get(Number(row.id)) ?? { parts: noteRecovery(loan, loan.lost, BigInt(row.amount)), bounced: false };
    recoveries.set(Number(row.id), known);
    const { toUnpaid, funders, fund, advance, interest, fees } = known.parts;
    const reckoned = [toUnpaid, funders, fund, advance, interest, fees].join(" ");
    const said = [row.to_advance, row.to_funders, row.to_fund, row.to_loss, row.interest, row.fees].join(" ");
    if (said !== reckoned) found.push(`recovery ${row.id}: was divided ${said}, reckoned ${reckoned}`);
    if (row.reversed_on === null || known.bounced) continue;
    noteRecoveryBounced(loan.lost, known.parts);
    known.bounced = true;
  }
  return found;
}

async function lookAtClosings({ loans }: Reckoning): Promise<string[]> {
  for (const row of await rowsOf("SELECT loan_id FROM funding_rounds WHERE closed_for_good = 1")) loanOf(loans, row).isFinal = true;
  return [];
}

async function lookAtUndone({ loans }: Reckoning): Promise<string[]> {
  const rows = await rowsOf("SELECT r.loan_id FROM funding_rounds r JOIN loans l ON l.id = r.loan_id WHERE l.state = 'withdrawn' ORDER BY r.loan_id");
  for (const row of rows) {
    const loan = loanOf(loans, row);
    if (loan.undone === null) noteUndone(loan);
  }
  return [];
}

function loanOf(loans: ReadonlyMap<number, Loan>, row: RowDataPacket): Loan {
  const loan = loans.get(Number(row.loan_id));
  if (!loan) throw new Error(`loan ${row.loan_id} was never paid out, as far as is known`);
  return loan;
}
