// Ending in good order, once, whatever the reason: what was started last is stopped first.
const PARENT_WATCH_MS = 500;
const stops = [];
let ending = null;

/** Remembers how to stop something that was started. */
export function onShutdown(stop) {
  stops.push(stop);
}

/** True from the moment the end has begun: what fails then fails because it was stopped. */
export function isEnding() {
  return ending !== null;
}

/** Stops everything, then ends this process with `code`. A second call waits for the first. */
function shutDown(code) {
  ending ??= stopAll().then((clean) => process.exit(clean || code !== 0 ? code : 1));
  return ending;
}

/** Ends in good order at Ctrl-C, at a request to terminate and when the terminal closes. `codes` says with which exit code. */
export function endOnSignals(codes) {
  // npm passes on a signal that the terminal has sent already, so each may come twice.
  for (const [signal, code] of Object.entries(codes)) process.on(signal, () => void shutDown(code));
  endWithNpm(codes.SIGTERM);
  // A reader of our output that went away (a closed pipe) is no reason to leave children behind.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

/** Who stops npm means us, but npm may end (or be killed) without passing that on. */
function endWithNpm(code) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) void shutDown(code);
  }, PARENT_WATCH_MS);
  watch.unref();
}

/** Runs a script's `main`; a failure is told in plain words, without a stack, and everything started is stopped. */
export async function runMain(main) {
  try {
    const code = await main();
    await shutDown(code ?? 0);
  } catch (error) {
    if (!isEnding()) {
      process.stderr.write(`\n${process.env.TESSERA_TRACE ? error.stack : error.message}\n`);
      await shutDown(1);
    }
  }
}

async function stopAll() {
  let clean = true;
  while (stops.length > 0) {
    try {
      await stops.pop()();
    } catch (error) {
      clean = false;
      process.stderr.write(`${error.message}\n`);
    }
  }
  return clean;
}
