/** The lines of `npm run doctor`, printed alike by the checks of the environment and by those of the bank. */
export interface Report {
  /** Prints `ok    what`, or `FAIL  what — mend` where `mend` is the command that mends it. Answers `passed`. */
  check(passed: boolean, what: string, mend: string): boolean;
  /** How many lines were FAIL. */
  failures(): number;
}

/** Makes a report; `write` takes one line, by default to standard output. */
export function createReport(write?: (line: string) => void): Report;
