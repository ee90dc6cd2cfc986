import { expect, test } from "vitest";
import { retryDelaySeconds } from "./retry-delays";

test("the first retry comes after seconds, the ninth after a day, and then it is given up", () => {
  const delays = Array.from({ length: 10 }, (_, index) => retryDelaySeconds(index + 1));
  expect(delays).toEqual([5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200, 86_400, null]);
});
