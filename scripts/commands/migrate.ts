import { migrate } from "@/db/migrate";
import { env } from "@/lib/env";

await migrate(env.databaseUrl);
console.log("The database has the newest schema.");
