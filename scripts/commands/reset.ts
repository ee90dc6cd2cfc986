import { closeDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { emptyDatabase } from "./empty-database";

// npm run db:reset: empties a local database; `npm run db:seed` or the next `npm start` fills it again.
try {
  await emptyDatabase();
  console.log(`The database is empty. ${env.demo ? "`npm run db:seed` or `npm start` tells the demo's story again." : "`npm run db:seed` or `npm start` opens the bank."}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await closeDatabase();
