// Counting over everything that is checked, with one line for each stage.
import { duration } from "../setup/progress.mjs";
import { isEnding } from "../setup/shutdown.mjs";

/**
 * Makes a tally: `stage(title, work)` runs `work`, which answers { passed, failed, failures } (or nothing, when it only
 * prepares), and `close()` prints the sum. `failures` are lines about what failed, for whoever reads only the end.
 */
export function createTally(write = (line) => process.stdout.write(`${line}\n`)) {
  const stages = [];

  async function stage(title, work) {
    write(`\n── ${title} ${"─".repeat(Math.max(3, 60 - title.length))}`);
    const started = performance.now();
    const counts = await attempt(work, write);
    const sum = counts.passed + counts.failed > 0 ? `: ${counts.passed} passed, ${counts.failed} failed` : "";
    const line = `${counts.failed === 0 ? "✓" : "✗"} ${title}${sum}  (${duration(performance.now() - started)})`;
    stages.push({ ...counts, title, line });
    write(line);
    return counts.failed === 0;
  }

  /** Prints every stage and every failure again and, as the last line, the sum. Answers the number of failures. */
  function close() {
    const passed = stages.reduce((sum, counts) => sum + counts.passed, 0);
    const failed = stages.reduce((sum, counts) => sum + counts.failed, 0);
    const failures = stages.flatMap((counts) => counts.failures.map((failure) => `✗ ${counts.title}: ${failure}`));
    write(["", ...stages.map(({ line }) => line), "", ...failures, ...(failures.length > 0 ? [""] : []), `${passed} passed, ${failed} failed`].join("\n"));
    return failed;
  }

  return { stage, close };
}

/** A stage that cannot even be carried out has failed once. */
async function attempt(work, write) {
  try {
    const { passed = 0, failed = 0, failures = [] } = (await work()) ?? {};
    return { passed, failed, failures };
  } catch (error) {
    if (!isEnding()) write(error.message);
    return { passed: 0, failed: 1, failures: [error.message] };
  }
}
