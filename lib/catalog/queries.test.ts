import { beforeAll, describe, expect, test } from "vitest";
import { defaultCriteria } from "@/lib/core/eligibility";
import { anonymous, system } from "@/lib/core/permissions";
import { install } from "@/scripts/story/install";
import { createBank } from "./operations/create-bank";
import { createProduct } from "./operations/create-product";
import { getProduct, listProducts } from "./queries";

let cheap: number;
let dear: number;
let hidden: number;

beforeAll(async () => {
  await install("2026-01-01", { demo: false });
  const { bankId } = await createBank.execute(system, { name: "Partner", description: "A partner bank" });
  const product = {
    ...{ bankId, description: "Test product", amountMin: 1_000_00n, amountMax: 9_000_00n, instalmentsMin: 6, instalmentsMax: 18 },
    ...{ ratePpm: 120_000, method: "declining", criteria: defaultCriteria, smallestTile: 10_00n },
  };
  // The dear one has the same rate and comes first by id: only its fee makes it dearer.
  ({ productId: dear } = await createProduct.execute(system, { ...product, name: "With fee", originationFeePpm: 20_000 }));
  ({ productId: cheap } = await createProduct.execute(system, { ...product, name: "Without fee", amountMax: 4_000_00n }));
  ({ productId: hidden } = await createProduct.execute(system, { ...product, name: "Hidden", listed: false }));
});

describe("the public catalogue", () => {
  test("anybody sees the listed products, the lowest yearly cost with fees first", async () => {
    const listed = await listProducts.execute(anonymous, {});
    expect(listed.map(({ id }) => id)).toEqual([cheap, dear]);
    expect(listed[0]?.bankName).toBe("Partner");
  });

  test("the example is the middle amount and term, and the fee is in its APR but not in what is paid back", async () => {
    const [free, charged] = await listProducts.execute(anonymous, {});
    // 5,000.00 over 12 months at 1 % a month: 444.24 a month.
    expect(charged?.example).toMatchObject({ amount: 5_000_00n, instalments: 12, instalmentAmount: 444_24n, originationFee: 100_00n, paidOut: 4_900_00n, firstDueOn: "2026-02-01" });
    // (1.01^12 − 1) without a fee.
    expect(Math.abs((free?.example.aprPpm ?? 0) - 126_825)).toBeLessThan(50);
    expect(charged?.example.aprPpm).toBeGreaterThan(160_000);
  });

  test("an amount leaves the products that lend it, their cost stated for it", async () => {
    const listed = await listProducts.execute(anonymous, { amount: "8000" });
    expect(listed.map(({ id, example }) => ({ id, amount: example.amount }))).toEqual([{ id: dear, amount: 8_000_00n }]);
  });

  test("an amount that is none is refused beside its field", async () => {
    await expect(listProducts.execute(anonymous, { amount: "abc" })).rejects.toMatchObject({ code: "input_invalid", details: { fields: { amount: expect.any(String) } } });
  });

  test("one product comes with its rules; one that is not listed is not there", async () => {
    expect(await getProduct.execute(anonymous, { productId: cheap })).toMatchObject({ name: "Without fee", criteria: defaultCriteria, today: "2026-01-01" });
    expect(await getProduct.execute(anonymous, { productId: hidden })).toBeNull();
    expect(await getProduct.execute(anonymous, { productId: 999_999 })).toBeNull();
  });
});

describe("a product that cannot be", () => {
  test.each([
    ["grace that leaves no instalment", { graceInstalments: 6 }, "graceInstalments"],
    ["grace on a flat loan", { method: "flat", graceInstalments: 1 }, "graceInstalments"],
    ["a rate for the term on what is still owed", { rateBasis: "term" }, "rateBasis"],
    ["a bullet that is rounded", { method: "bullet", roundInstalmentTo: 100n }, "roundInstalmentTo"],
  ])("%s is refused beside its field, in words", async (_, kind, field) => {
    const product = { bankId: 1, name: "Odd", description: "Test", amountMin: 1_000_00n, amountMax: 9_000_00n, instalmentsMin: 6, instalmentsMax: 18, ratePpm: 120_000, method: "declining", smallestTile: 10_00n };
    const words = expect.stringMatching(/[a-z ]{20}/);
    await expect(createProduct.execute(system, { ...product, ...kind })).rejects.toMatchObject({ code: "input_invalid", details: { fields: { [field]: words } } });
  });
});
