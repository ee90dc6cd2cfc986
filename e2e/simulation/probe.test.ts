import { test } from "vitest";
import { database } from "@/db/client";
import { checkInvariants, findBrokenInvariants } from "@/lib/reports/invariants";
import { openTemplate } from "./bank-template";
import { playWorld } from "./play-world";
test("probe", async () => {
  let t = performance.now(); const lap = (n: string) => { console.log(n, (performance.now() - t).toFixed(0)); t = performance.now(); };
  const template = await openTemplate(); lap("open");
  for (let world = 0; world < Number(process.env.WORLDS ?? 4); world++) {
    const counts: unknown[] = [];
    try {
    const r = await playWorld(template, { seed: Number(process.env.SEED ?? 1), world, events: 300 });
    counts.push(r.counts, r.journal);
    } catch (e) { console.log("FAILED world", world, (e as {event:number}).event, JSON.stringify((e as {what:unknown}).what), (e as Error).message.slice(0,1500)); }
    lap("world " + world);
    for (let i=0;i<10;i++) await checkInvariants(database()); lap("inv x10");
    for (let i=0;i<10;i++) await findBrokenInvariants(database()); lap("one x10");
    if (process.env.SHOW) console.log(JSON.stringify(counts, null, 1));
  }
}, 600000);
