import { expect, test } from "vitest";
import { database } from "@/db/client";
import { countCall } from "./call-limit";

test("calls at the same instant are each counted, and none is refused while the minute has some left", async () => {
  const answers = await Promise.all(Array.from({ length: 150 }, () => countCall("parallel")));
  expect(answers.every(({ isAllowed }) => isAllowed)).toBe(true);
  const [rows] = await database().$client.query("SELECT `count` FROM rate_limits WHERE bucket = 'calls:parallel'");
  // Taken twenty at a time, and no more than were needed.
  expect(rows).toEqual([{ count: 160 }]);
  expect(Math.min(...answers.map(({ remaining }) => remaining))).toBe(1_200 - 150);
});

test("the whole limit can be used, and not one call more", async () => {
  const answers = [];
  for (let call = 0; call < 1_205; call += 1) answers.push(await countCall("greedy"));
  expect(answers.filter(({ isAllowed }) => isAllowed)).toHaveLength(1_200);
  expect(answers.at(-1)).toMatchObject({ isAllowed: false, remaining: 0, limit: 1_200 });
});
