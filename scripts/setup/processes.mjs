// Who a process is. A bare number is not enough: after a crash or a restart it may belong to somebody else.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 50;

/** What tells this run of process `pid` from any other with the same number, or null when there is no such process. */
function markOf(pid) {
  try {
    return process.platform === "linux" ? linuxMark(pid) : otherMark(pid);
  } catch {
    return null;
  }
}

/** The running process `pid` as something that can be written down and recognised later. */
export function identify(pid) {
  return { pid, mark: markOf(pid) };
}

/** True when the process that was written down still runs. */
export function isAlive(known) {
  return Boolean(known?.pid && known.mark && markOf(known.pid) === known.mark);
}

/** Asks a process and its group to end, insists after `graceMs`, and comes back when it is gone. */
export async function stopProcess(known, graceMs) {
  if (!isAlive(known)) return;
  signalGroup(known.pid, "SIGTERM");
  if (await isGoneWithin(known, graceMs)) return;
  signalGroup(known.pid, "SIGKILL");
  await isGoneWithin(known, 5_000);
}

/** Sends a signal to the process group that `pid` leads, or to the process alone when it leads none. */
export function signalGroup(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // No such group (or no such process any more): try the next.
    }
  }
}

/** Processes that were started with exactly this argument. Linux only; elsewhere the answer is empty. */
export function findByArgument(argument) {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => commandLine(pid).includes(argument)).map(identify);
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

async function isGoneWithin(known, milliseconds) {
  const deadline = performance.now() + milliseconds;
  while (isAlive(known)) {
    if (performance.now() > deadline) return false;
    await pause(POLL_MS);
  }
  return true;
}

function linuxMark(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name in parentheses may hold anything, so fields are counted from the last one.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const state = fields[0];
  const startedAtTick = fields[19];
  // A zombie has ended, and only its parent has not looked yet; unless other threads of it still end, with its files and ports.
  if ((state === "Z" || state === "X") && readdirSync(`/proc/${pid}/task`).length <= 1) return null;
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return `${boot}/${startedAtTick}`;
}

function otherMark(pid) {
  if (process.platform === "win32") {
    process.kill(pid, 0);
    return "alive";
  }
  const [state, ...started] = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim().split(/\s+/);
  return state.startsWith("Z") ? null : started.join(" ");
}
