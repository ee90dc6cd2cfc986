// The lines of `npm run doctor`: what is well, and what is not with the command that mends it.

/** Makes a report: `check(passed, what, mend)` prints a line and answers `passed`; `failures()` counts the FAIL lines. */
export function createReport(write = (line) => process.stdout.write(`${line}\n`)) {
  let failed = 0;
  return {
    check(passed, what, mend) {
      if (!passed) failed += 1;
      write(passed ? `ok    ${what}` : `FAIL  ${what} — ${mend}`);
      return passed;
    },
    failures: () => failed,
  };
}
