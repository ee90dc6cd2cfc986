import { expect, test } from "vitest";
import { database } from "@/db/client";

test("db up", async () => {
  const [r] = await database().$client.query("select 9007199254740993 as x, count(*) as n from tiles");
  expect(r).toEqual([{ x: "9007199254740993", n: 0 }]);
});
