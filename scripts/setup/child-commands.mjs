// Running other programs to their end, so that none outlives us.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { identify, signalGroup, stopProcess } from "./processes.mjs";
import { root } from "./settings.mjs";

const LINES_KEPT = 400;
// Some programs tell the cause first and much else after it, others the reverse.
const LINES_SHOWN_FIRST = 12;
const LINES_SHOWN_LAST = 30;
const GRACE_MS = 10_000;
const running = new Set();

/**
 * Runs a program with its output on our own terminal and answers its exit code.
 * With `foreground` it shares our terminal fully and hears Ctrl-C itself.
 */
export async function runShown(command, args, { env = process.env, foreground = false } = {}) {
  const child = spawn(command, args, { cwd: root, env, stdio: foreground ? "inherit" : ["ignore", "inherit", "inherit"], detached: !foreground });
  return await ended(child, command);
}

/**
 * Runs a program with its output kept: `note` is told each line as it comes, and a failure throws with the last lines.
 * Answers all that was kept.
 */
export async function runQuietly(command, args, { env = process.env, note = () => {}, cwd = root } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) collectLines(stream, lines, note);
  const code = await ended(child, command);
  if (code === 0) return lines.join("\n");
  throw new Error([`${[command, ...args].join(" ")} failed (exit ${code}):`, ...excerpt(lines).map((line) => `  ${line}`)].join("\n"));
}

/** Stops every program that still runs; to be called on the way out. */
export async function stopCommands() {
  await Promise.all([...running].map((known) => stopProcess(known, GRACE_MS)));
}

// The last resort, for an end that nobody could prepare: an error thrown where no one waits for it.
process.on("exit", () => {
  for (const known of running) signalGroup(known.pid, "SIGKILL");
});

function ended(child, command) {
  const known = identify(child.pid ?? 0);
  if (child.pid) running.add(known);
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on("close", (code, signal) => {
      running.delete(known);
      // As a shell reports it: 128 and the number of the signal.
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function excerpt(lines) {
  if (lines.length <= LINES_SHOWN_FIRST + LINES_SHOWN_LAST) return lines;
  return [...lines.slice(0, LINES_SHOWN_FIRST), "…", ...lines.slice(-LINES_SHOWN_LAST)];
}

function collectLines(stream, lines, note) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text) => {
    const parts = (rest + text).split(/\r?\n|\r/);
    rest = parts.pop() ?? "";
    for (const line of parts) addLine(lines, line, note);
  });
  stream.on("end", () => addLine(lines, rest, note));
}

function addLine(lines, line, note) {
  if (line.trim() === "") return;
  lines.push(line);
  // What goes is the middle, for the same reason.
  if (lines.length > LINES_KEPT) lines.splice(LINES_SHOWN_FIRST, 1);
  note(line.trim());
}
