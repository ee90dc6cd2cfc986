// The application as a process of its own.
import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { nextProgram } from "./build.mjs";
import { identify, isAlive, stopProcess } from "./processes.mjs";
import { root } from "./settings.mjs";

const HEALTHY_WITHIN_MS = 180_000;
const POLL_MS = 100;
const DRAIN_MS = 15_000;
const CHUNKS_KEPT = 200;

/**
 * Starts the application; `command` is "start" or "dev". Answers { known, stop(), ended, whenHealthy(output) }:
 * `ended` settles when it ends for any reason; `whenHealthy` waits until GET /api/health answers 200 and from then on
 * passes on what the application prints. What it printed before is told only if it does not start.
 */
export function spawnApp({ command, host, port, env }) {
  const args = [nextProgram, command, "--hostname", host, "--port", String(port)];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const known = identify(child.pid ?? 0);
  const kept = [];
  const keep = (chunk) => (kept.push(chunk), kept.length > CHUNKS_KEPT && kept.shift());
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) stream.on("data", keep);

  async function whenHealthy(output) {
    const problem = await waitUntilHealthy(known, healthAddress(host, port));
    if (problem) throw new Error(`The application did not start: ${problem}. It said:\n${Buffer.concat(kept).toString("utf8").trimEnd()}`);
    for (const stream of streams) stream.off("data", keep).pipe(output, { end: false });
  }

  return {
    known,
    whenHealthy,
    stop: () => stopProcess(known, DRAIN_MS),
    ended: new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)).on("error", resolve)),
  };
}

async function waitUntilHealthy(known, address) {
  const deadline = performance.now() + HEALTHY_WITHIN_MS;
  let last = "no answer";
  while (performance.now() < deadline) {
    if (!isAlive(known)) return "it ended by itself";
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) });
      if (answer.status === 200) return null;
      last = `status ${answer.status}`;
    } catch (error) {
      last = error.cause?.code ?? error.name;
    }
    await pause(POLL_MS);
  }
  return `${address} never answered 200 (last: ${last})`;
}

function healthAddress(host, port) {
  const reachable = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[host] ?? (host.includes(":") ? `[${host}]` : host);
  return `http://${reachable}:${port}/api/health`;
}
