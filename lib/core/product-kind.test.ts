import { describe, expect, test } from "vitest";
import { whyNotKind, type ProductKind } from "./product-kind";

const annuity: ProductKind = {
  ...{ method: "declining", rateBasis: "year", roundInstalmentTo: null, instalmentsMin: 6, instalmentsMax: 12 },
  ...{ graceInstalments: 0, graceOf: "principal", graceInterest: "charged" },
};

describe("what a product cannot be", () => {
  // In order of precedence.
  test.each<[Partial<ProductKind>, keyof ProductKind, RegExp]>([
    [{ instalmentsMin: 13 }, "instalmentsMin", /shortest term/],
    [{ rateBasis: "term" }, "rateBasis", /Only a flat loan/],
    [{ method: "bullet", roundInstalmentTo: 100n }, "roundInstalmentTo", /nothing to round/],
    [{ method: "flat", graceInstalments: 1 }, "graceInstalments", /no grace/],
    [{ graceInstalments: 6 }, "graceInstalments", /at most 5 of 6/],
    [{ method: "bullet", graceInstalments: 2 }, "graceOf", /grace of both/],
  ])("%o is about %s", (change, about, words) => {
    const problem = whyNotKind({ ...annuity, ...change });
    expect(problem?.about).toBe(about);
    expect(problem?.message).toMatch(words);
  });

  test("of several problems the first is told", () => {
    expect(whyNotKind({ ...annuity, rateBasis: "term", graceInstalments: 9 })?.about).toBe("rateBasis");
  });
});

describe("what a product can be", () => {
  test.each<Partial<ProductKind>>([
    {},
    { method: "flat", rateBasis: "term", roundInstalmentTo: 100n },
    { method: "equal_principal", roundInstalmentTo: 100n, graceInstalments: 5 },
    { method: "bullet" },
    { method: "bullet", graceInstalments: 2, graceOf: "both" },
    { method: "bullet", graceInstalments: 2, graceInterest: "waived" },
    { graceInstalments: 1, graceOf: "both", graceInterest: "waived" },
    // Without grace it does not matter what it would be of.
    { method: "bullet", graceOf: "principal" },
  ])("%o", (change) => {
    expect(whyNotKind({ ...annuity, ...change })).toBeNull();
  });
});
