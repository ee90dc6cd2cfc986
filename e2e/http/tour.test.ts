import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { refusals } from "@/lib/platform/errors";
import { offerProduct, openBank } from "./bank";

const tour = readFileSync("docs/api.md", "utf8");
const run = promisify(execFile);

test("every line of docs/api.md works as it is written", async () => {
  const { url } = await openBank();
  await offerProduct();
  const lines = [...tour.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block).join("\n");
  expect(lines.split("\n").filter((line) => line.startsWith("api ")).length).toBeGreaterThan(15);
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", lines], { env: { ...process.env, BANK: url, NODE_ENV: "production" }, maxBuffer: 4_000_000 }).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`the tour stopped: ${error.message}\n${error.stdout ?? ""}\n${error.stderr ?? ""}`);
  });
  expect(stdout).toContain("Approved");
  expect(stdout).toContain("Active");
  expect(stdout.toLowerCase()).toContain("idempotent-replayed: true");
  // A credit of 900.00 at 20 % for the term, less the first payment.
  expect(stdout.trim().split("\n").at(-1)).toBe("-900.00");
});

test("the table of error codes is the one that the bank answers by", () => {
  const rows = [...tour.matchAll(/^\| `(\w+)` \| (\d{3}) \| (.*?) \|$/gm)].map(([, code, status, message]) => ({ code, status: Number(status), message }));
  expect(rows).toEqual(Object.entries(refusals).map(([code, { status, message }]) => ({ code, status, message })));
});
