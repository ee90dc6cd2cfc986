// The two test runners, counted by the reports they write beside what they print.
import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { runShown } from "../setup/child-commands.mjs";
import { root } from "../setup/settings.mjs";
import { toolPath } from "./static-checks.mjs";

const LINES_OF_A_FAILURE = 12;

/** Runs one vitest project; `filters` narrow it to some files. Answers { passed, failed, failures }. */
export async function runVitest(project, { env = {}, filters = [] } = {}) {
  const report = join(root, ".test", `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  rmSync(report, { force: true });
  const code = await runShown(toolPath("vitest"), ["run", "--project", project, ...reporters, ...filters], { env: { ...process.env, ...env } });
  const counts = readReport(report, countVitest);
  return settle(counts, code);
}

/** Runs Playwright; `filters` narrow it to some files. Answers { passed, failed, failures }. */
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
  const failures = report.testResults.flatMap((file) => [
    ...(unloadable.includes(file) ? [said(shownPath(file.name), file.message)] : []),
    ...file.assertionResults.filter(({ status }) => status === "failed").map((test) => said(`${shownPath(file.name)} › ${test.fullName}`, test.failureMessages[0])),
  ]);
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloadable.length, failures };
}

function countPlaywright({ suites, stats, errors }) {
  const failures = [...errors.map(({ message }) => said("browser", message)), ...suites.flatMap(failuresOfSuite)];
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, failures };
}

function failuresOfSuite({ suites = [], specs = [] }) {
  const own = specs.flatMap((spec) => spec.tests.filter(({ status }) => status === "unexpected").map((test) => said(`${spec.file} › ${spec.title}`, test.results.at(-1)?.error?.message)));
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

/** What failed and the beginning of why, without the terminal's colours. */
function said(what, why = "") {
  const lines = stripVTControlCharacters(why).split("\n").filter((line) => line.trim() !== "");
  return [what, ...lines.slice(0, LINES_OF_A_FAILURE)].join("\n    ");
}

function shownPath(file) {
  return relative(root, file);
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
    return { passed: 0, failed: 0, failures: [] };
  }
}
