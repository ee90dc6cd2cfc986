// The browser tests: a seeded database and a server of their own, over the tests' production build.
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "../setup/child-commands.mjs";
import { ensureChromium } from "../setup/chromium.mjs";
import { commandArguments } from "../setup/commands.mjs";
import { anyFreePort } from "../setup/ports.mjs";
import { readSecrets } from "../setup/secrets.mjs";
import { appEnvironment, root } from "../setup/settings.mjs";
import { onShutdown } from "../setup/shutdown.mjs";
import { spawnApp } from "../setup/web-server.mjs";
import { browserDataFolder, emptyBrowserData } from "./own-ground.mjs";
import { TEST_DIST_FOLDER } from "./test-folder.mjs";
import { runPlaywright } from "./test-runners.mjs";

/** Prepares everything and runs Playwright. `step` shows the progress, `noteApp` writes down the server's process. */
export async function runBrowserTests({ step, database, noteApp, filters }) {
  const chromium = await step("Chromium", ensureChromium);
  emptyBrowserData();
  const port = await anyFreePort();
  const bank = appEnvironment({ databaseUrl: database.url("tessera"), port, secrets: readSecrets(browserDataFolder), mode: "production" });
  const env = { ...bank, TESSERA_DIST_DIR: TEST_DIST_FOLDER };
  const run = (name, args) => (note) => runQuietly(process.execPath, commandArguments(name, args), { env, note });

  await step("Migrations", run("migrate"));
  await step("Demo story", run("seed", ["--if-empty"]));
  const app = spawnApp({ command: "start", host: "127.0.0.1", port, env });
  onShutdown(app.stop);
  noteApp(app.known);
  await step("Application", () => app.whenHealthy(createWriteStream(join(root, ".test/app.log"))));
  try {
    return await runPlaywright({ env: { ...env, TESSERA_TEST_URL: `http://localhost:${port}`, TESSERA_CHROMIUM: chromium }, filters });
  } finally {
    await app.stop();
  }
}
