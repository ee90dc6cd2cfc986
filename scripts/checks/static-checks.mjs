// The tools that read the code without running it; each counts as one.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nextProgram } from "../setup/build.mjs";
import { runQuietly, runShown } from "../setup/child-commands.mjs";
import { root } from "../setup/settings.mjs";

// Types of routes as some earlier build or server saw them; a page removed since then would be an error in them.
const STALE_TYPES = [".test/next/types", ".test/next/dev/types", ".next/dev/types"];
const LAYERS = ["app", "components", "lib", "db", "scripts"];

/** The tools in the order of their use: { title, check() } where `check` answers { passed, failed }. */
export const staticChecks = [
  { title: "types", check: checkTypes },
  { title: "lint", check: () => runTool("eslint", [".", "--max-warnings", "0"]) },
  { title: "import law", check: () => runTool("depcruise", [...LAYERS.filter((layer) => existsSync(join(root, layer))), "--config", ".dependency-cruiser.cjs"]) },
  { title: "unused code", check: () => runTool("knip", []) },
];

/** The program of an installed package. */
export function toolPath(name) {
  return join(root, "node_modules/.bin", name);
}

async function checkTypes() {
  for (const folder of STALE_TYPES) rmSync(join(root, folder), { recursive: true, force: true });
  // A fresh clone has no types of its routes yet.
  await runQuietly(process.execPath, [nextProgram, "typegen"]);
  return await runTool("tsc", ["--noEmit"]);
}

async function runTool(name, args) {
  const code = await runShown(toolPath(name), args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
