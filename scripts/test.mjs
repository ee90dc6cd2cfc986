// `npm test` and `npm run check`: everything that can be checked, in the order in which it is cheapest to learn of a fault.
//   --fast              only what needs no database and no browser
//   --only <stages>     some stages, by name: static, unit, integration, simulation, http, crash, browser; words after that narrow them
//                       to some files, or are arguments of the simulation (--seed, --events, --until) and the crash test (--minutes)
import { runBrowserTests } from "./checks/browser-tests.mjs";
import { runCrashTest } from "./checks/crash.mjs";
import { claimGround, isolateSettings, provideTestDatabase } from "./checks/own-ground.mjs";
import { runSimulation } from "./checks/simulation.mjs";
import { runStaticChecks } from "./checks/static-checks.mjs";
import { createTally } from "./checks/tally.mjs";
import { provideTestBuild } from "./checks/test-build.mjs";
import { runVitest } from "./checks/test-runners.mjs";
import { stopCommands } from "./setup/child-commands.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";
import { createProgress } from "./setup/progress.mjs";
import { requireRecentNode } from "./setup/settings.mjs";
import { endOnSignals, onShutdown, runMain } from "./setup/shutdown.mjs";

const STAGES = ["static", "unit", "integration", "simulation", "http", "crash", "browser"];
/** Those that ask the application over HTTP. */
const SERVED = ["http", "crash", "browser"];

endOnSignals({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });
await runMain(test);

async function test() {
  const { stages, filters } = readArguments(process.argv.slice(2));
  const step = createProgress();
  const { stage, close } = createTally();
  let ground;
  const isReady = await stage("preparation", async () => {
    ground = await prepare(step);
  });
  if (isReady) await runStages({ step, stage, ground, filters, wants: (name) => stages.includes(name) });
  return close() > 0 ? 1 : 0;
}

async function prepare(step) {
  requireRecentNode();
  isolateSettings();
  const ground = await claimGround();
  onShutdown(stopCommands);
  await step("Dependencies", ensureDependencies);
  return ground;
}

async function runStages({ step, stage, ground, filters, wants }) {
  const areTypesChecked = wants("static") && (await stage("static checks", () => runStaticChecks(step)));
  if (wants("unit")) await stage("unit tests", () => runVitest("unit", { filters }));
  if (!["integration", "simulation", ...SERVED].some(wants)) return;

  let database;
  const isThere = await stage("database of the tests", async () => {
    database = await provideTestDatabase(step);
  });
  if (!isThere) return;
  const env = { TEST_DATABASE_URL: database.url("tessera") };
  if (wants("integration")) await stage("integration tests", () => runVitest("integration", { env, filters }));
  if (wants("simulation")) await stage("simulation", () => runSimulation({ databaseUrl: database.url("tessera"), args: filters }));
  if (!SERVED.some(wants)) return;
  if (!(await stage("build of the tests", () => provideTestBuild({ step, database, areTypesChecked })))) return;
  if (wants("http")) await stage("tests over HTTP", () => runVitest("http", { env, filters }));
  if (wants("crash")) await stage("crash test", () => runCrashTest({ step, args: filters }));
  if (wants("browser")) await stage("browser tests", () => runBrowserTests({ step, database, noteApp: ground.noteApp, filters }));
}

function readArguments(args) {
  const isFast = args.includes("--fast");
  const at = args.indexOf("--only");
  if (at < 0) return { stages: isFast ? STAGES.slice(0, 2) : STAGES, filters: [] };
  const chosen = (args[at + 1] ?? "").split(",");
  const unknown = chosen.filter((name) => !STAGES.includes(name));
  if (unknown.length > 0) throw new Error(`--only takes some of ${STAGES.join(", ")}, not "${unknown.join(",")}".`);
  return { stages: chosen, filters: args.slice(at + 2) };
}
