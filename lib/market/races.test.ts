import { beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { closeDays, openLoan } from "@/lib/closing/testing";
import { system, type Actor } from "@/lib/core/permissions";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { settleReturns } from "@/lib/funding/operations/settle";
import { getPortfolio } from "@/lib/funding/queries";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { fillInDetails, registerPerson } from "@/scripts/story/people";
import { offerTiles } from "./operations/offer-tiles";
import { sellTiles } from "./operations/sell-tiles";
import { takeBackOffer } from "./operations/take-back-offer";
import { listOwnOffers, nextOfferToTry } from "./queries";
import { expectBooksHold, newDepositor, openMarket, tilesOf, type Market } from "./testing";

let market: Market;
let loanIds: number[];

const balanceOf = async (of: Actor) => (await getPortfolio.execute(of, {})).balance;
const openOffers = async (of: Actor) => (await listOwnOffers.execute(of, {})).rows.filter((offer) => offer.state === "open");

/** Offers the depositor's live tiles of these loans and ends the day, without what follows. */
async function offerAll(of: Actor, loans: readonly number[]): Promise<void> {
  const live = (await Promise.all(loans.map(tilesOf))).flat().filter((tile) => tile.isLive && tile.owner === of.id);
  await offerTiles.execute(of, { tileIds: live.map((tile) => tile.id) });
  await closeDays(1);
}

async function sellEverything(processes: number): Promise<void> {
  const runs = Array.from({ length: processes }, async () => {
    while ((await nextOfferToTry()) !== null) await sellTiles.execute(system, {});
  });
  await Promise.all(runs);
}

async function newLoan(index: number): Promise<{ loanId: number; borrower: Actor }> {
  const borrower = await registerPerson({ role: "borrower", fullName: `Borrower ${index}`, email: `b${index}@example.com`, password: "correct horse 1" });
  await fillInDetails(borrower, `Borrower ${index}`, { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "90000", jobTitle: "Engineer", employer: "Works" });
  return { loanId: await openLoan({ admin: market.admin, borrower }, market.products.declining), borrower };
}

const others: Actor[] = [];

/** Everybody's money together. */
async function together(): Promise<{ waiting: bigint; working: bigint }> {
  const balances = await Promise.all([market.seller, ...market.buyers].map(balanceOf));
  return { waiting: balances.reduce((sum, each) => sum + each.waiting, 0n), working: balances.reduce((sum, each) => sum + each.working, 0n) };
}

/** Somebody with tiles and nothing on offer. */
async function holder(): Promise<Actor> {
  for (const each of market.buyers) {
    const { working } = await balanceOf(each);
    if (working > 0n && (await openOffers(each)).length === 0) return each;
  }
  throw new Error("nobody has tiles to sell");
}

/** What sales have handed back so far, because two floors may be less than one. */
async function handedBack(): Promise<{ principal: bigint; interest: bigint }> {
  const [rows] = await database().$client.query(
    "SELECT COALESCE(SUM(handed_back - handed_back_interest), 0) AS principal, COALESCE(SUM(handed_back_interest), 0) AS interest FROM tile_sales",
  );
  const [sums] = rows as { principal: string; interest: string }[];
  return { principal: BigInt(sums?.principal ?? 0), interest: BigInt(sums?.interest ?? 0) };
}

/** One after the other; answers what became of each. */
async function takeBackNewestFirst(of: Actor, offers: readonly { offerId: number }[]): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const { offerId } of offers.toSorted((left, right) => right.offerId - left.offerId)) {
    outcomes.push(await takeBackOffer.execute(of, { offerId }).then(({ state }) => state, (reason: unknown) => reason));
  }
  return outcomes;
}

beforeAll(async () => {
  market = await openMarket([]);
  loanIds = [market.loanId];
  for (const index of [1, 2, 3, 4, 5]) {
    const { loanId, borrower } = await newLoan(index);
    loanIds.push(loanId);
    others.push(borrower);
  }
  for (const index of [1, 2, 3]) market.buyers.push(await newDepositor(`Buyer ${index}`, "9000"));
});

test("four processes sell the offers of one day: each is tried once, and no unit is sold twice or lost", async () => {
  await offerAll(market.seller, loanIds);
  await sellEverything(4);
  const rows = (await Promise.all(loanIds.map(tilesOf))).flat();
  const [entries] = await database().$client.query("SELECT COUNT(*) AS sold FROM journal_entries WHERE kind = 'tile_sold'");
  // Six tiles of 5,400 and 27,000 of money: five are sold whole.
  expect((entries as { sold: number }[])[0]?.sold).toBe(rows.filter((row) => !row.isLive).length);
  expect(rows.filter((row) => row.isLive && row.owner !== null).reduce((sum, row) => sum + row.amount, 0n)).toBe(6n * 5_400_00n);
  // And most of the sixth stays on offer, with what a day's interest on the others left unsold.
  expect((await openOffers(market.seller)).length).toBeLessThanOrEqual(2);
  for (const each of market.buyers) expect((await balanceOf(each)).waiting).toBeLessThan(10_00n);
  await expectBooksHold();
});

test("an offer that is taken back while it is sold is either sold or taken back", async () => {
  let [sold, takenBack] = [0, 0];
  for (const each of [...market.buyers]) {
    await offerAll(each, loanIds);
    const before = { ...(await together()), ...(await handedBack()) };
    const fresh = await newDepositor(`Fresh for ${each.id}`, "7000");
    market.buyers.push(fresh);
    const offers = await openOffers(each);
    expect(offers.length).toBeGreaterThan(0);
    let isSelling = true;
    const selling = sellEverything(2).finally(() => (isSelling = false));
    // Taking back begins when something was sold: else whether anything is would hang on who comes first.
    while (isSelling && (await openOffers(each)).length === offers.length);
    const [outcomes] = await Promise.all([takeBackNewestFirst(each, offers), selling]);
    for (const outcome of outcomes) if (outcome !== "taken_back") expect(outcome).toMatchObject({ code: "offer_not_open" });
    takenBack += outcomes.filter((outcome) => outcome === "taken_back").length;
    sold += outcomes.filter((outcome) => outcome !== "taken_back").length;
    expect(await openOffers(each)).toEqual([]);
    // Nothing is paid back at this time: money only changes hands, but for the units that a cut hands back.
    const after = { ...(await together()), ...(await handedBack()) };
    const units = { principal: after.principal - before.principal, interest: after.interest - before.interest };
    expect(after.working).toBe(before.working + units.principal);
    expect(after.waiting).toBe(before.waiting + 7_000_00n - units.principal - units.interest);
    await expectBooksHold();
  }
  // Sales begin with the oldest offer and taking back with the newest, and the money is short of all.
  expect(sold).toBeGreaterThan(0);
  expect(takenBack).toBeGreaterThan(0);
});

test("money that is withdrawn while it would buy is spent once", async () => {
  const fresh = await newDepositor("Undecided", "3000");
  await offerAll(await holder(), loanIds);
  const [, withdrawn] = await Promise.allSettled([sellEverything(2), requestWithdrawal.execute(fresh, { amount: "3000" })]);
  const { waiting, working, reserved } = await balanceOf(fresh);
  if (withdrawn.status === "fulfilled") expect([waiting, working, reserved]).toEqual([0n, 0n, 0n]);
  else {
    expect(withdrawn.reason).toMatchObject({ code: "insufficient_waiting_money" });
    expect(waiting + working).toBeLessThanOrEqual(3_000_00n);
    expect(working).toBeGreaterThan(0n);
  }
  await expectBooksHold();
});

test("payments, settlements and sales of the same loans get on together", async () => {
  const payers = others.map((borrower, index) => ({ borrower, loanId: loanIds[index + 1] ?? 0 }));
  for (const round of [1, 2, 3]) {
    const each = await holder();
    await offerAll(each, loanIds);
    market.buyers.push(await newDepositor(`Newest ${round}`, "8000"));
    await Promise.all([
      sellEverything(2),
      ...payers.map(({ borrower, loanId }) => repayLoan.execute(borrower, { loanId, amount: "100.37" })),
      ...[1, 2, 3].map(() => settleReturns.execute(system, {})),
    ]);
    await expectBooksHold();
  }
});
