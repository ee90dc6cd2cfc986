// The tools that read the code without running it; each counts as one.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nextProgram } from "../setup/build.mjs";
import { runQuietly } from "../setup/child-commands.mjs";
import { duration } from "../setup/progress.mjs";
import { root } from "../setup/settings.mjs";

// Types of routes as some earlier build or server saw them; a page removed since then would be an error in them.
const STALE_TYPES = [".test/next/types", ".test/next/dev/types", ".next/dev/types"];
const LAYERS = ["app", "components", "lib", "db", "scripts"];

const types = { title: "types", check: () => runTool("tsc", ["--noEmit"]) };
const lint = { title: "lint", check: () => runTool("eslint", [".", "--max-warnings", "0"]) };
const importLaw = {
  title: "import law",
  check: () => runTool("depcruise", [...LAYERS.filter((layer) => existsSync(join(root, layer))), "--config", ".dependency-cruiser.cjs"]),
};
const unusedCode = { title: "unused code", check: () => runTool("knip", []) };
/** Each uses one processor, and these take about equally long. */
const lanes = [[types], [lint, importLaw, unusedCode]];

/** Runs them all, two at a time. Answers { passed, failed, failures }. */
export async function runStaticChecks(step) {
  for (const folder of STALE_TYPES) rmSync(join(root, folder), { recursive: true, force: true });
  // A fresh clone has no types of its routes yet.
  await runQuietly(process.execPath, [nextProgram, "typegen"]);
  const lines = [];
  const failures = [];
  await step("Types, lint, import law and unused code", () => Promise.all(lanes.map((lane) => runLane(lane, { lines, failures }))));
  process.stdout.write([...lines, ...failures, ""].join("\n"));
  return { passed: lines.length - failures.length, failed: failures.length, failures };
}

/** The program of an installed package. */
export function toolPath(name) {
  return join(root, "node_modules/.bin", name);
}

async function runLane(lane, { lines, failures }) {
  for (const { title, check } of lane) {
    const started = performance.now();
    const problem = await check();
    lines.push(`  ${problem === null ? "✓" : "✗"} ${title}  ${duration(performance.now() - started)}`);
    if (problem !== null) failures.push(`${title}: ${problem}`);
  }
}

/** What the tool found, or null. */
async function runTool(name, args) {
  try {
    await runQuietly(toolPath(name), args);
    return null;
  } catch (error) {
    return error.message;
  }
}
