import { expect, test } from "vitest";
import { database } from "@/db/client";
import { system } from "@/lib/core/permissions";
import { forgetCounts } from "@/lib/identity/operations/forget-counts";
import { openInstallation } from "./testing";
import { countCall } from "./call-limit";
import { hasEndedCounts } from "./rate-limit";

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

test("calculations are counted apart from calls", async () => {
  for (let call = 0; call < 1_200; call += 1) await countCall("reckoner");
  expect(await countCall("reckoner", "calculations")).toMatchObject({ isAllowed: true, limit: 12_000, remaining: 11_999 });
  expect((await countCall("reckoner")).isAllowed).toBe(false);
});

test("counts whose time is over are forgotten, and no other", async () => {
  await openInstallation("2026-03-02");
  await database().$client.query("INSERT INTO rate_limits (bucket, `count`, window_ends_at) VALUES ('long-over', 5, '2020-01-01')");
  await countCall("present");
  expect(await hasEndedCounts(database())).toBe(true);
  expect(await forgetCounts.execute(system, {})).toEqual({ forgotten: 1 });
  expect(await hasEndedCounts(database())).toBe(false);
  const [rows] = await database().$client.query("SELECT bucket FROM rate_limits WHERE bucket IN ('long-over', 'calls:present')");
  expect(rows).toEqual([{ bucket: "calls:present" }]);
});
