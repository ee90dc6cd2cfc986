import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layoutMosaic } from "./mosaic-layout";

const weightLists = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 120 });

describe("the mosaic", () => {
  test("every tile has its share of the plate", () => {
    fc.assert(
      fc.property(weightLists, (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        for (const [index, rect] of layoutMosaic(weights, 600, 360).entries()) {
          const share = (weights[index] ?? 0) / total;
          expect((rect.width * rect.height) / (600 * 360)).toBeCloseTo(share, 8);
        }
      }),
    );
  });
  test("no tile leaves the plate and no two overlap", () => {
    fc.assert(
      fc.property(weightLists, (weights) => {
        const rects = layoutMosaic(weights, 600, 360);
        const slack = 1e-6;
        for (const [index, a] of rects.entries()) {
          expect(a.x >= -slack && a.y >= -slack && a.x + a.width <= 600 + slack && a.y + a.height <= 360 + slack).toBe(true);
          for (const b of rects.slice(index + 1)) {
            const apart = a.x + a.width <= b.x + slack || b.x + b.width <= a.x + slack || a.y + a.height <= b.y + slack || b.y + b.height <= a.y + slack;
            expect(apart).toBe(true);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
  test("equal weights never give slivers", () => {
    for (const { width, height } of layoutMosaic(Array<number>(48).fill(1), 600, 360)) {
      expect(Math.max(width / height, height / width)).toBeLessThan(3);
    }
  });
});
