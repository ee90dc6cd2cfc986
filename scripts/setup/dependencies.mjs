// The packages of package-lock.json in node_modules.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runQuietly } from "./child-commands.mjs";
import { withLock } from "./lock-file.mjs";
import { root } from "./settings.mjs";

/**
 * True when node_modules holds what package-lock.json asks for. npm writes a record of what it installed when it has
 * finished, so an interrupted installation has none, and neither a date nor a stamp of ours can disagree with it.
 */
export function areDependenciesInstalled() {
  const wanted = packagesOf("package-lock.json");
  const installed = packagesOf("node_modules/.package-lock.json");
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, { version, optional, extraneous, link }]) => {
    if (path === "" || link || installed[path]?.version === version) return true;
    // In the lock, but not on every disk: packages for other systems, and those that only an optional peer asks for.
    return Boolean(optional || extraneous) && !installed[path];
  });
}

/** Installs the packages when they are missing or are not those of the lock. `note` is told what npm says. */
export async function ensureDependencies(note) {
  if (areDependenciesInstalled()) return;
  await withLock(installationLock(), async () => {
    if (areDependenciesInstalled()) return;
    // Building and testing need the development packages too, whatever NODE_ENV says.
    await runNpm(["ci", "--include=dev", "--no-audit", "--no-fund"], note);
  });
}

function runNpm(args, note) {
  // Inside `npm start` npm tells where it is; it need not be in PATH.
  const self = process.env.npm_execpath;
  return self?.endsWith(".js") ? runQuietly(process.execPath, [self, ...args], { note }) : runQuietly("npm", args, { note });
}

/** Outside the checkout: `npm start` and `npm test` on a fresh clone at once must not install over each other. */
function installationLock() {
  return join(tmpdir(), `tessera-npm-${createHash("sha256").update(root).digest("hex").slice(0, 16)}.lock`);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return null;
  }
}
