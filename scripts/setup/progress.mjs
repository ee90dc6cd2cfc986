// Lines that show that a long step is alive: a spinner on a terminal, plain lines anywhere else.
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 120;
const ANNOUNCE_AFTER_MS = 1_000;
const REMIND_EVERY_MS = 10_000;

/** A duration for people: "340 ms", "12.3 s", "2 min 05 s". */
export function duration(milliseconds) {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/**
 * Makes `step(title, work)`: shows the step while `work` runs, then how long it took, and hands on its result.
 * `work` is given `note(text)`, to say what it is busy with. With `quiet`, a step that ends within a second says nothing.
 */
export function createProgress(stream = process.stdout, { quiet = false } = {}) {
  return async function step(title, work) {
    const started = performance.now();
    const state = { title, note: "", passed: () => performance.now() - started };
    const display = stream.isTTY ? spin(stream, state) : remind(stream, state);
    let mark = "✗";
    try {
      const result = await work((text) => (state.note = text));
      mark = "✓";
      return result;
    } finally {
      display.end();
      const isSaid = mark === "✗" || !quiet || state.passed() > ANNOUNCE_AFTER_MS;
      if (isSaid) stream.write(`${mark} ${title}  ${duration(state.passed())}\n`);
    }
  };
}

function spin(stream, state) {
  let frame = 0;
  const timer = setInterval(() => {
    if (state.passed() < FRAME_MS) return;
    frame = (frame + 1) % FRAMES.length;
    const text = `${FRAMES[frame]} ${state.title}  ${Math.floor(state.passed() / 1_000)} s${state.note ? `  ${state.note}` : ""}`;
    stream.write(`\r\x1b[2K${text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
  }, FRAME_MS);
  return {
    end() {
      clearInterval(timer);
      stream.write("\r\x1b[2K");
    },
  };
}

function remind(stream, state) {
  const announce = setTimeout(() => stream.write(`  ${state.title} …\n`), ANNOUNCE_AFTER_MS);
  const timer = setInterval(() => {
    stream.write(`  ${state.title}: still at it, ${Math.round(state.passed() / 1_000)} s${state.note ? `: ${state.note}` : ""}\n`);
  }, REMIND_EVERY_MS);
  return {
    end() {
      clearTimeout(announce);
      clearInterval(timer);
    },
  };
}
