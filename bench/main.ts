import { benchAllocation } from "./allocation";
import { benchBalances } from "./balances";
import type { BenchOptions } from "./bench-options";
import { benchGate } from "./gate";
import { benchPayments } from "./payments";
import { asText, isMet, type Part } from "./report";
import { benchSettlement } from "./settlement";
import { benchThroughput } from "./throughput";

// The second half of `npm run bench`; scripts/bench.mjs has started a database for it.
const benches: Record<string, (options: BenchOptions) => Promise<Part>> = {
  payments: benchPayments,
  allocation: benchAllocation,
  gate: benchGate,
  throughput: benchThroughput,
  settlement: benchSettlement,
  balances: benchBalances,
};
const FLAGS = ["--quick", "--json"];

/** Measures what was asked for, prints it, and answers the exit code: 1 when a bar is missed. */
async function main(args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => !(arg in benches) && !FLAGS.includes(arg));
  if (unknown.length > 0) {
    process.stderr.write(`The bench knows ${[...FLAGS, ...Object.keys(benches)].join(", ")}, and not ${unknown.join(", ")}.\n`);
    return 1;
  }
  const chosen = args.filter((arg) => arg in benches);
  const parts: Part[] = [];
  for (const [name, bench] of Object.entries(benches)) {
    if (chosen.length === 0 || chosen.includes(name)) parts.push(await bench({ quick: args.includes("--quick"), progress: progressOf(name) }));
  }
  process.stdout.write(args.includes("--json") ? `${JSON.stringify(parts, null, 2)}\n` : asText(parts));
  return parts.every((part) => part.lines.every(isMet)) ? 0 : 1;
}

function progressOf(name: string): BenchOptions["progress"] {
  const started = performance.now();
  return (text) => void process.stderr.write(`${name}: ${text} (${Math.round((performance.now() - started) / 1_000)} s)\n`);
}

process.exitCode = await main(process.argv.slice(2));
