// `npm run bench`: how quick the paths of money are, as ratios within one run. The bench itself is bench/main.ts.
//   --quick              less of everything: about two minutes
//   --json               the result for a machine
//   payments, allocation, gate, throughput, settlement, balances: some parts only, by name
import { rmSync } from "node:fs";
import { join } from "node:path";
import { claimGround, isolateSettings } from "./checks/own-ground.mjs";
import { runShown, stopCommands } from "./setup/child-commands.mjs";
import { ensureDatabaseBinaries } from "./setup/database-binaries.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";
import { evictDatabase, joinDatabase } from "./setup/embedded-database.mjs";
import { createProgress } from "./setup/progress.mjs";
import { requireRecentNode, root } from "./setup/settings.mjs";
import { endOnSignals, onShutdown, runMain } from "./setup/shutdown.mjs";

endOnSignals({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });
await runMain(bench);

async function bench() {
  requireRecentNode();
  isolateSettings();
  // The folder of the tests: what is measured while they run says nothing.
  await claimGround();
  onShutdown(stopCommands);
  const step = createProgress(process.stderr);
  await step("Dependencies", ensureDependencies);
  const database = await provideBenchDatabase(step);
  const main = ["--conditions=react-server", "--import", import.meta.resolve("tsx"), join(root, "bench/main.ts")];
  return await runShown(process.execPath, [...main, ...process.argv.slice(2)], { env: benchEnvironment(database) });
}

/** An empty database on the disk that commits as safely as a real one: a commit that costs nothing would flatter. */
async function provideBenchDatabase(step) {
  const binaries = await step("Database programs", ensureDatabaseBinaries);
  const folder = join(root, ".test", "bench-database");
  // A run that was killed leaves its database behind, perhaps still running.
  await evictDatabase(folder);
  rmSync(folder, { recursive: true, force: true });
  const joining = joinDatabase(folder, { binaries, password: "bench-only", throwaway: true, durable: true });
  onShutdown(async () => {
    await (await joining.catch(() => null))?.leave();
    rmSync(folder, { recursive: true, force: true });
  });
  return await step("Database", () => joining);
}

/** One connection for each of the most clients that are measured. */
function benchEnvironment(database) {
  return {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: database.url("tessera"),
    NEXTAUTH_SECRET: "a-secret-that-only-the-bench-knows-012345",
    TESSERA_LOG_LEVEL: "error",
    TESSERA_POOL_SIZE: "32",
  };
}
