// The two test runners, counted by the reports they write beside what they print.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runShown } from "../setup/child-commands.mjs";
import { root } from "../setup/settings.mjs";
import { toolPath } from "./static-checks.mjs";

/** Runs one vitest project; `filters` narrow it to some files. Answers { passed, failed }. */
export async function runVitest(project, { env = {}, filters = [] } = {}) {
  const report = join(root, ".test", `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  rmSync(report, { force: true });
  const code = await runShown(toolPath("vitest"), ["run", "--project", project, ...reporters, ...filters], { env: { ...process.env, ...env } });
  const counts = readReport(report, countVitest);
  return settle(counts, code);
}

/** Runs Playwright; `filters` narrow it to some files. Answers { passed, failed }. */
export async function runPlaywright({ env = {}, filters = [] } = {}) {
  const report = join(root, ".test", "browser.json");
  rmSync(report, { force: true });
  const settings = { ...process.env, ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const code = await runShown(toolPath("playwright"), ["test", "--reporter=list,json", ...filters], { env: settings });
  const counts = readReport(report, countPlaywright);
  return settle(counts, code);
}

/** A file that could not be loaded has no test to fail, so it counts itself. */
function countVitest(report) {
  const unloadable = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloadable.length };
}

function countPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/** A runner that crashed, ended badly for a reason not counted, or ran nothing has failed once. */
function settle(counts, code) {
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) return { ...counts, failed: 1 };
  return counts;
}

function readReport(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return { passed: 0, failed: 0 };
  }
}
