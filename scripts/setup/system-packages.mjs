// Packages of the distribution, where we may install them: as root, with apt-get.
import { setTimeout as pause } from "node:timers/promises";
import { runQuietly } from "./child-commands.mjs";
import { findExecutable } from "./executables.mjs";

const ATTEMPTS_MAX = 3;
const PAUSE_MS = 5_000;
const quietly = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };

/** True when this process may install packages of the distribution. */
export function canInstallPackages() {
  return process.getuid?.() === 0 && findExecutable(["apt-get"]) !== null;
}

/** Installs packages without their recommendations. `note` is told what happens. */
export async function installPackages(names, note) {
  for (let attempt = 1; ; attempt += 1) {
    // A stale or locked index is not the end: the packages may be installable with the one that is there.
    await runQuietly("apt-get", ["update"], { env: quietly, note }).catch(() => {});
    try {
      await runQuietly("apt-get", ["install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", ...names], { env: quietly, note });
      return;
    } catch (error) {
      if (attempt === ATTEMPTS_MAX) throw error;
      // Another installation may be at work; it needs its time.
      await pause(PAUSE_MS);
    }
  }
}
