import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { closeDatabase, database } from "@/db/client";
import { outbox } from "@/db/schema";
import { addDays, businessDateIn } from "@/lib/core/business-date";
import { env } from "@/lib/env";
import { installationState } from "../story/state";

// npm run db:seed [-- --if-empty]: the first rows of an empty database; in a demo, a year of history.
const state = await installationState();
if (state === "ready") {
  if (!process.argv.includes("--if-empty")) console.log("The database is in use already; nothing was seeded. `npm run db:reset` begins anew.");
} else {
  // A first start that was cut short left half a story, and nobody has used it yet.
  if (state === "unfinished") {
    const { emptyDatabase } = await import("./empty-database");
    await emptyDatabase();
  }
  await seed();
}
await closeDatabase();

/** Loads the story only when it is told: every later start comes past here and should not wait for it. */
async function seed(): Promise<void> {
  const { install, markReady } = await import("../story/install");
  const { STORY_DAYS, demoLogins, tellDemoStory } = await import("../story/demo");
  const today = businessDateIn(env.timeZone, new Date());
  const firstDay = env.demo ? addDays(today, -STORY_DAYS) : today;
  await install(firstDay, { demo: env.demo });
  if (env.demo) {
    await tellDemoStory(firstDay, (progress) => console.log(progress));
    // The story's own letters are of no use to anybody; the mailbox begins with what visitors cause.
    await database().update(outbox).set({ body: null, sentAt: sql`CURRENT_TIMESTAMP(3)` });
    writeDemoLogins(demoLogins);
  }
  await markReady();
}

function writeDemoLogins(demoLogins: readonly object[]): void {
  mkdirSync(env.dataFolder, { recursive: true });
  writeFileSync(join(env.dataFolder, "demo-logins.json"), `${JSON.stringify(demoLogins, null, 2)}\n`, { mode: 0o600 });
}
