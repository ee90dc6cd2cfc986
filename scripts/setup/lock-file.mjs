// A file that one process holds at a time, and that a process killed without warning does not hold for ever.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { identify, isAlive } from "./processes.mjs";

const POLL_MS = 50;
let serial = 0;

/**
 * Tries to take the lock. Answers { lock, leftover }: with `lock`, it is ours, and `leftover` is what a dead holder
 * had written; without, `leftover` is what the living holder has written.
 */
export function tryLock(file) {
  let leftover = null;
  for (;;) {
    const found = readFacts(file);
    if (found !== undefined) {
      leftover = found;
      if (isAlive(found)) return { lock: null, leftover };
      setAside(file);
    }
    const draft = writeDraft(file, identify(process.pid));
    try {
      // A link either takes the name with the content complete, or fails: nobody ever reads half a lock.
      linkSync(draft, file);
      return { lock: { update: (facts) => update(file, facts), release: () => rmSync(file, { force: true }) }, leftover };
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
}

/** Runs `work` while holding the lock; waits for whoever holds it. */
export async function withLock(file, work) {
  let attempt = tryLock(file);
  while (!attempt.lock) {
    await pause(POLL_MS);
    attempt = tryLock(file);
  }
  try {
    return await work();
  } finally {
    attempt.lock.release();
  }
}

/** What the holder of the lock has written, living or dead; undefined when there is no lock. */
export function readFacts(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    return error.code === "ENOENT" ? undefined : {};
  }
}

function update(file, facts) {
  renameSync(writeDraft(file, { ...identify(process.pid), ...facts }), file);
}

function writeDraft(file, facts) {
  serial += 1;
  const draft = `${file}.${process.pid}.${serial}`;
  writeFileSync(draft, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  return draft;
}

/** Takes a dead holder's file away. Somebody quicker may have put a living one there in between: that one goes back. */
function setAside(file) {
  serial += 1;
  const aside = `${file}.${process.pid}.${serial}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (isAlive(readFacts(aside))) {
    try {
      linkSync(aside, file);
    } catch {
      // A third one holds it now; it will be found by the next look.
    }
  }
  rmSync(aside, { force: true });
}
