import { beforeAll, expect, test } from "vitest";
import { DELETE as takeBack } from "@/app/api/depositors/offers/[id]/route";
import { GET as listOffers, POST as offer } from "@/app/api/depositors/offers/route";
import { GET as getPrice } from "@/app/api/depositors/tiles/[id]/price/route";
import { GET as getTile } from "@/app/api/depositors/tiles/[id]/route";
import { GET as listTiles } from "@/app/api/depositors/tiles/route";
import { GET as listTransactions } from "@/app/api/depositors/transactions/route";
import { database } from "@/db/client";
import { closeDay } from "@/lib/closing/operations/close-day";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { signUp } from "@/lib/identity/testing";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { checkInvariants } from "@/lib/reports/invariants";
import { ask } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let seller: Actor;
let buyer: Actor;
let tileIds: number[];

type Row = Record<string, unknown>;
const rowsOf = async (handler: typeof listTiles, as: Actor, name: string, query = "") => (await ask(handler, { as, query })).body[name] as Row[];

beforeAll(async () => {
  bank = await openLoanBank();
  const borrower = await borrowerNamed("Asha");
  seller = await signUp("depositor", "seller@example.com", "Seller");
  await invest.execute(seller, { amount: "100000" });
  for (const amount of ["6000", "3000", "1000"]) {
    const { loanId } = await applyForLoan.execute(borrower, { productId: bank.productId, amount, instalments: 12 });
    await approveLoan.execute(bank.admin, { loanId });
    await disburseLoan.execute(bank.admin, { loanId });
  }
  buyer = await signUp("depositor", "buyer@example.com", "Buyer");
  tileIds = (await rowsOf(listTiles, seller, "tiles")).map((tile) => Number(tile.tile_id)).reverse();
});

async function endDay(): Promise<void> {
  await closeDay.execute(system, { days: 1 });
  await finishEndOfDay();
}

test("none of it is for anybody but depositors, and another's tile does not exist", async () => {
  for (const [handler, body] of [[offer, { tile_ids: [1] }], [listOffers, undefined], [takeBack, undefined], [getPrice, undefined]] as const) {
    expect(await ask(handler, { params: { id: 1 }, body })).toMatchObject({ status: 401, body: { code: "authentication_required" } });
    expect(await ask(handler, { as: bank.admin, params: { id: 1 }, body })).toMatchObject({ status: 403, body: { code: "permission_denied" } });
  }
  expect(await ask(getPrice, { as: buyer, params: { id: tileIds[0] ?? 0 } })).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await ask(offer, { as: buyer, body: { tile_ids: tileIds } })).toMatchObject({ status: 404, body: { code: "not_found" } });
});

test("the price is par and the interest accrued, and nobody is told a wait that nobody knows", async () => {
  const { body } = await ask(getPrice, { as: seller, params: { id: tileIds[0] ?? 0 } });
  const [first] = (await rowsOf(listTiles, seller, "tiles")).slice(-1);
  expect(body).toEqual({ obstacle: null, price: { principal: first?.amount, interest: 0, total: first?.amount }, expected_wait: { days: null, pace_days: 30, sold: 0, ahead: 0 }, offer_id: null });
});

test.each([[{ tile_ids: [] }], [{ tile_ids: "all" }], [{}], [{ tile_ids: [0] }]])("%j is refused beside the field", async (body) => {
  const answer = await ask(offer, { as: seller, body });
  expect(answer).toMatchObject({ status: 400, body: { code: "input_invalid" } });
  expect(Object.keys(answer.body.fields as Row)[0]).toMatch(/^tile_ids/);
});

test("tiles are offered once, all or none, and the same key answers the same", async () => {
  const first = await ask(offer, { as: seller, key: "offer-1", body: { tile_ids: tileIds } });
  expect(first.status).toBe(201);
  expect((first.body.offers as Row[]).map((each) => each.tile_id)).toEqual(tileIds);
  expect((await ask(offer, { as: seller, key: "offer-1", body: { tile_ids: tileIds } })).body).toEqual(first.body);
  expect(await ask(offer, { as: seller, body: { tile_ids: tileIds } })).toMatchObject({ status: 400, body: { code: "tile_offered_already" } });
  expect(await rowsOf(listOffers, seller, "offers", "?state=open")).toHaveLength(3);
  expect(await rowsOf(listOffers, buyer, "offers")).toEqual([]);
});

test("an offer can be taken back by its seller, once", async () => {
  const [newest] = await rowsOf(listOffers, seller, "offers");
  const params = { id: Number(newest?.offer_id) };
  expect(await ask(takeBack, { as: buyer, params })).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await ask(takeBack, { as: seller, params })).toMatchObject({ status: 200, body: { offer_id: params.id } });
  expect(await ask(takeBack, { as: seller, params })).toMatchObject({ status: 400, body: { code: "offer_not_open" } });
});

test("after close of business seller and buyer see the sale: as movements, as tiles, and in the wait of the next one", async () => {
  await invest.execute(buyer, { amount: "50000" });
  await endDay();
  const [sold] = await rowsOf(listOffers, seller, "offers", "?state=sold");
  const [bought] = await rowsOf(listTiles, buyer, "tiles");
  expect(bought).toMatchObject({ origin: "bought", sold_date: null, funded_date: "2026-01-01" });
  const price = (row: Row | undefined) => row?.price as { principal: number; interest: number };
  const [paid] = await rowsOf(listTransactions, buyer, "transactions", "?kind=tiles");
  expect(paid).toMatchObject({ kind: "tile_sold", tile_id: bought?.tile_id });
  expect(Number(paid?.amount)).toBeCloseTo(-price(paid).principal - price(paid).interest, 6);
  const got = (await rowsOf(listTransactions, seller, "transactions", "?kind=tiles")).filter((row) => row.kind === "tile_sold");
  expect(got.map((row) => row.amount)).toContain(sold?.proceeds);
  expect((await rowsOf(listTiles, seller, "tiles", "?situation=sold")).map((tile) => tile.tile_id)).toEqual([tileIds[1], tileIds[0]]);
  const { tile } = (await ask(getTile, { as: seller, params: { id: tileIds[0] ?? 0 } })).body as { tile: { received: Row[]; amount_left: number } };
  expect(tile).toMatchObject({ amount_left: 0, received: [{ kind: "tile_sold" }] });
  // 9,000 were sold in the last 30 days; 1,000 more at that pace take three days and a part.
  expect((await ask(getPrice, { as: seller, params: { id: tileIds[2] ?? 0 } })).body).toMatchObject({ expected_wait: { days: 4, ahead: 0 } });
  expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
});
