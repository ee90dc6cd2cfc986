import { benchAllocation } from "./allocation";
import { benchBalances } from "./balances";
import type { BenchOptions } from "./bench-options";
import { benchPayments } from "./payments";
import { asText, isMet, type Part } from "./report";
import { benchSettlement } from "./settlement";
import { benchThroughput } from "./throughput";

// The second half of `npm run bench`; scripts/bench.mjs has started a database for it.
const benches: Record<string, (options: BenchOptions) => Promise<Part>> = {
  payments: benchPayments,
  allocation: benchAllocation,
  throughput: benchThroughput,
  settlement: benchSettlement,
  balances: benchBalances,
};

const args = process.argv.slice(2);
const chosen = args.filter((arg) => !arg.startsWith("--"));
const unknown = [...chosen.filter((name) => !(name in benches)), ...args.filter((arg) => arg.startsWith("--") && !["--quick", "--json"].includes(arg))];
if (unknown.length > 0) throw new Error(`The bench knows --quick, --json and these parts: ${Object.keys(benches).join(", ")}; not ${unknown.join(", ")}.`);

const parts: Part[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const started = performance.now();
  const progress = (text: string) => process.stderr.write(`${name}: ${text} (${Math.round((performance.now() - started) / 1_000)} s)\n`);
  parts.push(await bench({ quick: args.includes("--quick"), progress }));
}
process.stdout.write(args.includes("--json") ? `${JSON.stringify(parts, null, 2)}\n` : asText(parts));
process.exit(parts.every((part) => part.lines.every(isMet)) ? 0 : 1);
