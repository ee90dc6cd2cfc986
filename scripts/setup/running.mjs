// Which Tessera runs on a data folder; there is one at a time.
import { join } from "node:path";
import { readFacts, tryLock } from "./lock-file.mjs";
import { isAlive, stopProcess } from "./processes.mjs";

const DRAIN_MS = 15_000;

/** What the running Tessera has written about itself, { pid, url, app }, or null when none runs. */
export function runningApp(folder) {
  const facts = readFacts(runningFile(folder));
  return isAlive(facts) ? facts : null;
}

/**
 * Claims the data folder for this process. Answers { lock } or, when another Tessera runs there, { other }.
 * An application whose parent was killed still serves that folder; it is stopped first.
 */
export async function claimFolder(folder) {
  const { lock, leftover } = tryLock(runningFile(folder));
  if (!lock) return { lock: null, other: leftover };
  await stopProcess(leftover?.app, DRAIN_MS);
  return { lock, other: null };
}

function runningFile(folder) {
  return join(folder, "running.json");
}
