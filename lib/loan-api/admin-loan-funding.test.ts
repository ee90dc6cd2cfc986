import { beforeAll, expect, test } from "vitest";
import { POST as approve } from "@/app/api/admin/loans/[id]/approve/route";
import { GET as listCandidates } from "@/app/api/admin/loans/[id]/candidates/route";
import { POST as disburse } from "@/app/api/admin/loans/[id]/disburse/route";
import { GET as getFunding } from "@/app/api/admin/loans/[id]/funding/route";
import { GET as listTiles } from "@/app/api/admin/loans/[id]/tiles/route";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { system } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import { signUp } from "@/lib/identity/testing";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { ask } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let loanId: number;

beforeAll(async () => {
  bank = await openLoanBank();
  const terms = { amountMin: 1_000_00n, amountMax: 1_000_000_00n, ratePpm: 120_000, method: "declining", instalmentsMin: 3, instalmentsMax: 24 } as const;
  const held = { name: "Held", description: "Held from its approval on.", bankSharePpm: 100_000, smallestTile: 10_00n, reservationDays: 7 };
  const { productId } = await createProduct.execute(system, { bankId: bank.bankId, ...terms, ...held });
  for (const name of ["one", "two", "three", "four"]) {
    const depositor = await signUp("depositor", `${name}@example.com`, name);
    await invest.execute(depositor, { amount: "20000" });
    if (name === "four") await saveStrategy.execute(depositor, { largestSharePercent: "1" });
  }
  const borrower = await borrowerNamed("Asha");
  ({ loanId } = await applyForLoan.execute(borrower, { productId, amount: "10000", instalments: 12 }));
});

const read = async (handler: typeof getFunding, query = "") => (await ask(handler, { as: bank.admin, params: { id: loanId }, query })).body;

test("an approved loan tells what is held for it and until when, who was asked, and which limit held whom", async () => {
  expect(await read(getFunding)).toMatchObject({ kind: "outlook", reservation: null, result: null, outlook: { pooled: 9000, waiting: 80000 } });
  expect((await ask(approve, { as: bank.admin, params: { id: loanId }, body: {} })).status).toBe(200);
  const { kind, outlook, reservation } = await read(getFunding);
  expect({ kind, outlook }).toEqual({ kind: "reserved", outlook: null });
  expect(reservation).toMatchObject({
    ...{ reserved_date: "2026-01-01", expiry_date: "2026-01-08", total: 10000, pooled: 9000, bank_tile: 1000 },
    ...{ path: "ring", funders: 4, asked: 4, smallest: 200 },
  });
  const candidates = (reservation as { candidates: { held_by: string; cap: number; given: number }[] }).candidates;
  expect(candidates.filter((each) => each.held_by === "share_of_own_money")).toMatchObject([{ cap: 200, given: 200 }]);
  expect(candidates.filter((each) => each.held_by === "even_share")).toHaveLength(3);
});

test("paid out, it tells since when the money had been held, and its tiles are the parts that were", async () => {
  const { reservation } = await read(getFunding);
  expect((await ask(disburse, { as: bank.admin, params: { id: loanId }, body: {} })).status).toBe(200);
  const { kind, result } = await read(getFunding);
  const funded = result as { reserved_date: string; funded_date: string; candidates: unknown; tiles: { amount: number; depositor_id: number | null }[] };
  expect(kind).toBe("funded");
  expect(funded).toMatchObject({ reserved_date: "2026-01-01", funded_date: "2026-01-01" });
  expect(funded.candidates).toEqual((reservation as { candidates: unknown }).candidates);
  expect(funded.tiles.map(({ amount }) => amount)).toEqual([...(reservation as { candidates: { given: number }[] }).candidates.map(({ given }) => given), 1000]);
});

test("tiles and candidates are walked a page at a time, each once, in their order", async () => {
  const { result } = await read(getFunding);
  const whole = result as { tiles: { tile_id: number }[]; candidates: { depositor_id: number }[] };
  expect(await walk(listTiles, "tiles", "tile_id")).toEqual(whole.tiles);
  expect(await walk(listCandidates, "candidates", "depositor_id")).toEqual(whole.candidates);
});

async function walk(handler: typeof getFunding, list: "tiles" | "candidates", id: string): Promise<unknown[]> {
  const seen: Record<string, unknown>[] = [];
  for (;;) {
    const last = seen.at(-1)?.[id];
    const page = await read(handler, `?limit=2${last === undefined ? "" : `&after=${String(last)}`}`);
    seen.push(...(page[list] as Record<string, unknown>[]));
    if (page.has_more !== true) return seen;
  }
}
